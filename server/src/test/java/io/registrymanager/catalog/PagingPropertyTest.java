package io.registrymanager.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.access.Action;
import io.registrymanager.access.Actions;
import io.registrymanager.access.Grant;
import io.registrymanager.access.Rights;
import io.registrymanager.catalog.RepositoryEvent.Listed;
import io.registrymanager.catalog.RepositoryIndex.Query;
import io.registrymanager.oci.CatalogScope;
import io.registrymanager.oci.RepositoryName;
import io.registrymanager.store.Database;
import io.registrymanager.store.DatabaseSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages out of the real index against a model that looks at every name: any names, any grants,
 * nested, overlapping and lookalike, any size, any cursor.
 */
class PagingPropertyTest {
  /** Few and close together, so that prefixes, parents and lookalikes are everywhere. */
  private static final List<String> COMPONENTS =
      List.of("a", "b", "a0", "0a", "a-b", "a.b", "a_b", "a__b", "aa", "z", "0", "9z", "b--c");

  private static final List<String> ODD_CURSORS =
      List.of(
          "-",
          "/",
          "a/",
          "a/-",
          "a0/",
          "~",
          "\u00e9",
          "a\u0000",
          "A",
          "a/_n",
          "zzzzzz",
          "\ud83d\ude00");

  private static final long SEED = 20_261_124;
  private static final int ROUNDS = 25;
  private static final int USERS = 12;

  @TempDir private Path folder;

  @Test
  void everyPageIsWhatTheModelSays() {
    Random random = new Random(SEED);
    int pages = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Path data = folder.resolve("data" + round);
      try (Database database = Database.open(DatabaseSettings.DEFAULT, data, "test")) {
        NavigableSet<String> names = names(random);
        database.repositories().apply(names.stream().map(PagingPropertyTest::listed).toList());
        for (int user = 0; user < USERS; user++) {
          Rights rights = rights(random);
          pages += check(database.repositories(), names, rights, random);
        }
      }
    }
    assertThat(pages).isGreaterThan(3_000);
  }

  private static RepositoryEvent listed(String name) {
    return new Listed(new RepositoryName(name), Instant.EPOCH);
  }

  private static NavigableSet<String> names(Random random) {
    NavigableSet<String> names = new TreeSet<>();
    int count = random.nextInt(300);
    for (int i = 0; i < count; i++) {
      names.add(name(random, 3));
    }
    return names;
  }

  private static String name(Random random, int depth) {
    StringBuilder name = new StringBuilder(any(COMPONENTS, random));
    for (int i = random.nextInt(depth); i > 0; i--) {
      name.append('/').append(any(COMPONENTS, random));
    }
    return name.toString();
  }

  private static Rights rights(Random random) {
    if (random.nextInt(12) == 0) {
      return Rights.everything();
    }
    List<Grant> grants = new ArrayList<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      String space = random.nextInt(60) == 0 ? "*" : name(random, 2);
      String level = any(List.of("", ":push", ":pull"), random);
      grants.add(Grant.parse(space + level).orElseThrow());
    }
    return Rights.of(grants);
  }

  private static <T> T any(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  /** Walks all pages, and asks for some from anywhere; how many pages there were. */
  private static int check(
      RepositoryIndex index, NavigableSet<String> names, Rights rights, Random random) {
    Actions pull = Actions.of(Action.PULL);
    List<String> visible =
        names.stream()
            .filter(name -> rights.on(new RepositoryName(name)).containsAll(pull))
            .toList();
    NameRanges ranges = NameRanges.of(rights);
    for (String name : names) {
      assertThat(ranges.contains(name)).as(name).isEqualTo(visible.contains(name));
    }
    int size = 1 + random.nextInt(20);
    return walk(index, ranges, visible, size) + anywhere(index, ranges, visible, size, random);
  }

  private static int walk(
      RepositoryIndex index, NameRanges ranges, List<String> visible, int size) {
    int pages = 0;
    List<String> walked = new ArrayList<>();
    Optional<String> last = Optional.empty();
    List<String> page;
    do {
      page = page(index, ranges, last, size);
      assertThat(page).isEqualTo(model(visible, last, size));
      walked.addAll(page);
      last = page.isEmpty() ? last : Optional.of(page.getLast());
      pages++;
    } while (page.size() == size);
    assertThat(walked).isEqualTo(visible);
    return pages;
  }

  private static int anywhere(
      RepositoryIndex index, NameRanges ranges, List<String> visible, int size, Random random) {
    List<String> cursors =
        Stream.concat(ODD_CURSORS.stream(), Stream.generate(() -> name(random, 4)).limit(6))
            .toList();
    for (String cursor : cursors) {
      Optional<String> anywhere = Optional.of(cursor);
      assertThat(page(index, ranges, anywhere, size))
          .as("behind %s", cursor)
          .isEqualTo(model(visible, anywhere, size));
      String prefix = cursor.substring(0, Math.min(cursor.length(), 2));
      assertThat(page(index, ranges.within(prefix), anywhere, size))
          .as("behind %s with %s", cursor, prefix)
          .isEqualTo(
              model(
                  visible.stream().filter(name -> name.startsWith(prefix)).toList(),
                  anywhere,
                  size));
    }
    return cursors.size();
  }

  private static List<String> page(
      RepositoryIndex index, NameRanges ranges, Optional<String> last, int size) {
    return index.names(new Query(ranges, last, size, CatalogScope.SHOWN)).entries();
  }

  private static List<String> model(List<String> visible, Optional<String> last, int size) {
    return visible.stream()
        .filter(name -> last.isEmpty() || name.compareTo(last.get()) > 0)
        .limit(size)
        .toList();
  }
}
