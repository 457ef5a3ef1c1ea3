package io.registrymanager.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.catalog.UpstreamCatalog.Cursor;
import io.registrymanager.catalog.UpstreamCatalog.Page;
import io.registrymanager.catalog.UpstreamCatalog.Tags;
import io.registrymanager.oci.PageRequest;
import io.registrymanager.oci.RepositoryName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages of tags, out of registries that page, that do not, and that clamp. */
class TagListingTest {
  private static final RepositoryName APP = new RepositoryName("team/app");
  private static final List<String> SORTED =
      IntStream.range(0, 2500).mapToObj("v%d.0"::formatted).sorted().toList();

  /** How the registry takes n and last. */
  enum Kind {
    /** All tags, in an order of its own, whatever is asked for: 2.8. */
    IGNORES,
    /** Does as it is told: 3.0. */
    PAGES,
    /** Gives a hundred at most, with a link: 3.1. */
    CLAMPS
  }

  private static final class Registry implements UpstreamCatalog {
    private final Kind kind;
    private List<String> tags = new ArrayList<>(SORTED);
    private int asked;

    Registry(Kind kind) {
      this.kind = kind;
      Collections.shuffle(tags, new Random(7));
    }

    @Override
    public Tags tags(RepositoryName repository, Cursor cursor) {
      asked++;
      if (!repository.equals(APP)) {
        return new Tags.NameUnknown();
      }
      if (kind == Kind.IGNORES) {
        return new Tags.Known(new Page(tags, Optional.empty()));
      }
      int n = Math.min(cursor.n().orElse(100), kind == Kind.CLAMPS ? 100 : 10_000);
      List<String> rest =
          tags.stream()
              .sorted()
              .filter(tag -> cursor.last().isEmpty() || tag.compareTo(cursor.last().get()) > 0)
              .toList();
      List<String> page = rest.subList(0, Math.min(n, rest.size()));
      return new Tags.Known(
          new Page(
              page,
              rest.size() > n
                  ? Optional.of(Cursor.of(n, Optional.of(page.getLast())))
                  : Optional.empty()));
    }

    @Override
    public boolean isThere() {
      throw new AssertionError("nobody asked whether it is there");
    }

    @Override
    public Page repositories(Cursor cursor) {
      throw new AssertionError("nobody asked for repositories");
    }

    @Override
    public boolean hasManifest(RepositoryName repository, String digest) {
      throw new AssertionError("nobody asked for a manifest");
    }
  }

  private static CatalogPage<String> page(TagListing listing, int n, Optional<String> last) {
    return listing.tags(APP, new PageRequest(OptionalInt.of(n), last)).orElseThrow();
  }

  private static List<String> walk(TagListing listing, int n) {
    List<String> all = new ArrayList<>();
    Optional<String> last = Optional.empty();
    do {
      CatalogPage<String> page = page(listing, n, last);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(n);
      all.addAll(page.entries());
      last = page.next();
    } while (last.isPresent());
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void everyPageIsRightWhateverTheRegistryMakesOfIt(Kind kind) {
    TagListing listing = new TagListing(new Registry(kind));

    for (int n : new int[] {1, 7, 100, 999, 2500, 10_000}) {
      assertThat(walk(listing, n)).as("n=%d", n).isEqualTo(SORTED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void lastNeedNotExist(Kind kind) {
    TagListing listing = new TagListing(new Registry(kind));

    for (String last : List.of("v1", "v1.0", "v1000.0.", "z", "A")) {
      List<String> expected =
          SORTED.stream().filter(tag -> tag.compareTo(last) > 0).limit(10).toList();
      CatalogPage<String> page = page(listing, 10, Optional.of(last));
      assertThat(page.entries()).as(last).isEqualTo(expected);
      assertThat(page.next())
          .isEqualTo(expected.isEmpty() ? Optional.empty() : Optional.of(expected.getLast()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noneIsAnEmptyPageWithoutNext(Kind kind) {
    CatalogPage<String> page = page(new TagListing(new Registry(kind)), 0, Optional.empty());

    assertThat(page.entries()).isEmpty();
    assertThat(page.next()).isEmpty();
  }

  @Test
  void aRepositoryThatTheRegistryDoesNotKnowHasNoPage() {
    assertThat(
            new TagListing(new Registry(Kind.IGNORES))
                .tags(
                    new RepositoryName("team/none"),
                    new PageRequest(OptionalInt.of(5), Optional.empty())))
        .isEmpty();
  }

  @Test
  void trap32AWholeListIsAskedForOnceForAllItsPages() {
    Registry registry = new Registry(Kind.IGNORES);
    assertThat(walk(new TagListing(registry), 100)).hasSize(2500);

    assertThat(registry.asked).isEqualTo(1);
  }

  @Test
  void aPushEndsWhatWasKeptAndTheFirstPageIsAlwaysReadAnew() {
    Registry registry = new Registry(Kind.IGNORES);
    TagListing listing = new TagListing(registry);
    assertThat(page(listing, 1, Optional.empty()).entries()).containsExactly(SORTED.getFirst());

    registry.tags = List.of("b", "a");
    assertThat(page(listing, 1, Optional.empty()).entries()).containsExactly("a");
    registry.tags = List.of("c", "b", "a");
    listing.changed(APP);
    assertThat(page(listing, 5, Optional.of("a")).entries()).containsExactly("b", "c");
  }

  @Test
  void whatIsBehindACursorIsNotTakenForAllOfIt() {
    // A registry that honours last alone: what it gives behind "b" must not answer for "a" later.
    UpstreamCatalog half =
        new UpstreamCatalog() {
          @Override
          public Tags tags(RepositoryName repository, Cursor cursor) {
            List<String> rest =
                List.of("a", "b", "c", "d", "e").stream()
                    .filter(tag -> tag.compareTo(cursor.last().orElse("")) > 0)
                    .toList();
            return new Tags.Known(new Page(rest, Optional.empty()));
          }

          @Override
          public boolean isThere() {
            throw new AssertionError("nobody asked whether it is there");
          }

          @Override
          public Page repositories(Cursor cursor) {
            throw new AssertionError("nobody asked for repositories");
          }

          @Override
          public boolean hasManifest(RepositoryName repository, String digest) {
            throw new AssertionError("nobody asked for a manifest");
          }
        };
    TagListing listing = new TagListing(half);

    assertThat(page(listing, 1, Optional.of("b")).entries()).containsExactly("c");
    assertThat(page(listing, 9, Optional.of("a")).entries()).containsExactly("b", "c", "d", "e");
  }
}
