package io.registrymanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.catalog.CrawlRecord;
import io.registrymanager.catalog.IndexedRepository;
import io.registrymanager.catalog.NameRanges;
import io.registrymanager.catalog.RepositoryEvent;
import io.registrymanager.catalog.RepositoryEvent.Content;
import io.registrymanager.catalog.RepositoryEvent.Gone;
import io.registrymanager.catalog.RepositoryEvent.Listed;
import io.registrymanager.catalog.RepositoryEvent.Looked;
import io.registrymanager.catalog.RepositoryEvent.Pulled;
import io.registrymanager.catalog.RepositoryEvent.Pushed;
import io.registrymanager.catalog.RepositoryIndex;
import io.registrymanager.catalog.RepositoryIndex.Query;
import io.registrymanager.oci.CatalogScope;
import io.registrymanager.oci.RepositoryName;
import io.registrymanager.thread.NonBlocking;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the index makes of what it is told, also when it is told late or twice. */
class RepositoryIndexTest {
  private static final RepositoryName APP = new RepositoryName("team/app");
  private static final Optional<String> ALICE = Optional.of("alice");
  private static final Optional<String> NONE = Optional.empty();

  @TempDir private Path folder;
  private Database database;
  private RepositoryIndex index;

  @BeforeEach
  void open() {
    database = Database.open(DatabaseSettings.DEFAULT, folder, "test");
    index = database.repositories();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Instant at(int second) {
    return Instant.ofEpochSecond(1_000_000 + second);
  }

  private void tell(RepositoryEvent... events) {
    index.apply(List.of(events));
  }

  private List<String> names(CatalogScope scope) {
    return index.names(new Query(NameRanges.everything(), Optional.empty(), 100, scope)).entries();
  }

  private IndexedRepository app() {
    return index
        .entries(
            new Query(NameRanges.everything(), Optional.empty(), 100, CatalogScope.ALL, "team/app"))
        .entries()
        .getFirst();
  }

  @Test
  void aListedRepositoryIsShown() {
    tell(new Listed(APP, at(5)), new Listed(APP, at(3)));

    assertThat(names(CatalogScope.SHOWN)).containsExactly("team/app");
    assertThat(app().seen().first()).isEqualTo(at(5));
    assertThat(app().seen().last()).isEqualTo(at(5));
  }

  @Test
  void aPushIsRememberedWithItsUserAndTheLastOneCounts() {
    tell(new Pushed(APP, at(100), ALICE, NONE), new Pushed(APP, at(50), Optional.of("bob"), NONE));

    assertThat(app().lastPush()).contains(new IndexedRepository.Push(at(100), ALICE));
  }

  @Test
  void aPushThatTheRegistryTellsOfTooIsOne() {
    tell(new Pushed(APP, at(100), ALICE, NONE), new Pushed(APP, at(101), NONE, NONE));
    assertThat(app().lastPush()).contains(new IndexedRepository.Push(at(101), ALICE));

    tell(new Pushed(APP, at(200), NONE, NONE));
    assertThat(app().lastPush()).contains(new IndexedRepository.Push(at(200), NONE));
  }

  @Test
  void whatIsEmptyIsHiddenUntilSomethingIsPushed() {
    tell(new Listed(APP, at(1)), new Looked(APP, at(2), OptionalInt.of(0), Content.NONE));
    assertThat(names(CatalogScope.SHOWN)).isEmpty();
    assertThat(names(CatalogScope.ALL)).containsExactly("team/app");
    assertThat(app().tags()).hasValue(0);

    tell(new Listed(APP, at(3)));
    assertThat(names(CatalogScope.SHOWN)).isEmpty();

    tell(new Pushed(APP, at(4), ALICE, NONE));
    assertThat(names(CatalogScope.SHOWN)).containsExactly("team/app");
  }

  @Test
  void aLookFromBeforeAPushHidesNothing() {
    tell(
        new Pushed(APP, at(10), ALICE, NONE),
        new Looked(APP, at(9), OptionalInt.of(0), Content.NONE));

    assertThat(names(CatalogScope.SHOWN)).containsExactly("team/app");
    assertThat(app().tags()).isEmpty();
  }

  @Test
  void aPushOrPullToldOfAfterALookUndoesNothing() {
    tell(
        new Listed(APP, at(1)),
        new Looked(APP, at(9), OptionalInt.of(0), Content.NONE),
        new Pushed(APP, at(8), ALICE, NONE),
        new Pulled(APP, at(8), NONE));

    assertThat(names(CatalogScope.SHOWN)).isEmpty();
  }

  @Test
  void onlyWhatWasNotSeenSinceTheListBeganIsGone() {
    tell(new Listed(APP, at(5)), new Gone(APP, at(5)));
    assertThat(names(CatalogScope.ALL)).containsExactly("team/app");

    tell(new Gone(APP, at(6)));
    assertThat(names(CatalogScope.ALL)).isEmpty();
  }

  @Test
  void whatWasNotSeenOrLookedIntoIsFoundInOrder() {
    for (String name : List.of("b", "a", "c/d")) {
      tell(new Listed(new RepositoryName(name), at(1)));
    }
    tell(
        new Listed(new RepositoryName("a"), at(7)),
        new Looked(new RepositoryName("b"), at(7), OptionalInt.of(1), Content.SOME));

    assertThat(index.notSeenSince(at(7), Optional.empty(), 10)).containsExactly("b", "c/d");
    assertThat(index.notSeenSince(at(7), Optional.of("b"), 10)).containsExactly("c/d");
    assertThat(index.notLookedIntoSince(at(7), Optional.empty(), 10)).containsExactly("a", "c/d");
  }

  @Test
  void aManifestThatWasHeardOfIsKept() {
    tell(new Pushed(APP, at(1), ALICE, Optional.of("sha256:1")), new Pulled(APP, at(2), NONE));

    assertThat(index.manifestOf("team/app")).contains("sha256:1");
    assertThat(index.manifestOf("team/other")).isEmpty();
  }

  @Test
  void whatIsKnownOfTheCrawlsIsKept() {
    assertThat(index.crawls()).isEqualTo(CrawlRecord.NONE);
    CrawlRecord record = new CrawlRecord("http://a", Optional.of(at(1)), Optional.of(at(2)));
    index.keep(record);

    assertThat(index.crawls()).isEqualTo(record);
  }

  @Test
  void aRareTextIsLookedForOnlySoFar() {
    List<RepositoryEvent> many = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      many.add(new Listed(new RepositoryName("r%05d".formatted(i)), at(1)));
    }
    index.apply(many);

    var found =
        index.entries(
            new Query(NameRanges.everything(), Optional.empty(), 10, CatalogScope.SHOWN, "59999"));
    assertThat(found.entries()).isEmpty();
    assertThat(found.cut()).contains("r49999");
    assertThat(
            index
                .entries(
                    new Query(
                        NameRanges.everything(), found.cut(), 10, CatalogScope.SHOWN, "59999"))
                .entries())
        .extracting(IndexedRepository::name)
        .containsExactly("r59999");
  }

  @Test
  void noMethodRunsOnAThreadThatMustNotBlock() throws InterruptedException {
    List<Runnable> calls =
        List.of(
            () -> names(CatalogScope.ALL),
            this::app,
            () -> tell(new Listed(APP, at(1))),
            () -> index.notSeenSince(at(1), Optional.empty(), 1),
            () -> index.notLookedIntoSince(at(1), Optional.empty(), 1),
            () -> index.manifestOf("a"),
            () -> index.count(CatalogScope.ALL),
            () -> index.crawls(),
            () -> index.keep(CrawlRecord.NONE));
    AtomicInteger refused = new AtomicInteger();
    Thread loop =
        new Loop(
            () ->
                calls.forEach(
                    call ->
                        assertThatThrownBy(call::run)
                            .isInstanceOf(IllegalStateException.class)
                            .satisfies(_ -> refused.incrementAndGet())));
    loop.start();
    loop.join();
    assertThat(refused).hasValue(calls.size());
  }

  private static final class Loop extends Thread implements NonBlocking {
    Loop(Runnable task) {
      super(task, "loop");
    }
  }
}
