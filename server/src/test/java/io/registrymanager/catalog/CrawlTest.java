package io.registrymanager.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.catalog.FakeUpstreamCatalog.Fault;
import io.registrymanager.catalog.RepositoryEvent.Pushed;
import io.registrymanager.catalog.RepositoryIndex.Query;
import io.registrymanager.oci.CatalogScope;
import io.registrymanager.oci.RepositoryName;
import io.registrymanager.store.Database;
import io.registrymanager.store.DatabaseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Crawls of a registry that misbehaves, with a clock of the test's own, into the real index. */
class CrawlTest {
  private static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final String REGISTRY = "http://registry";

  @TempDir private Path folder;
  private final FakeUpstreamCatalog upstream = new FakeUpstreamCatalog();
  private final LookRequests looks = new LookRequests();
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private Instant now = START;
  private Database database;
  private RepositoryIndex index;
  private CatalogCrawler crawler;
  private CrawlSchedule schedule;

  @BeforeEach
  void start() {
    database = Database.open(DatabaseSettings.DEFAULT, folder, "test");
    index = database.repositories();
    crawler =
        new CatalogCrawler(
            index,
            upstream,
            REGISTRY,
            looks,
            () -> now,
            new Pace(1_000_000, 100, new CountDownLatch(1)));
    schedule = new CrawlSchedule(crawler, INTERVAL, () -> now, this::nanos);
  }

  private long nanos() {
    return Duration.between(START, now).toNanos();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private void restart() {
    stop();
    start();
  }

  /** Time goes by in glances, as the crawl's thread sees it. */
  private void pass(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      now = now.plusSeconds(1);
      schedule.turn();
    }
  }

  private List<String> shown() {
    return names(CatalogScope.SHOWN);
  }

  private List<String> names(CatalogScope scope) {
    return index
        .names(new Query(NameRanges.everything(), Optional.empty(), 100_000, scope))
        .entries();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"NONE", "FORGETS_LINK", "CLOSES", "EMPTY_PAGES", "REFUSES_SIZE", "TWICE"})
  void everythingIsFoundWhateverIsWrongWithThePages(Fault fault) {
    TreeSet<String> all = new TreeSet<>();
    for (String space : List.of("a", "b", "c/d")) {
      all.add(space);
      for (int i = 0; i < 700; i++) {
        all.add("%s/%d".formatted(space, i));
        all.add("%s/x%d".formatted(space, i));
      }
    }
    all.forEach(name -> upstream.put(name, "1"));
    upstream.play(fault);
    schedule.turn();

    assertThat(shown()).isEqualTo(List.copyOf(all));
    assertThat(crawler.isListed()).isTrue();
    assertThat(crawler.status().failure()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void theEndOfAPageMayFallAnywhere(int most) {
    List<String> all =
        List.of(
            "0",
            "0/0",
            "a",
            "a/1",
            "a/1/2",
            "a/b",
            "b/3",
            "team",
            "team-a",
            "team/0foo",
            "team/abc");
    for (Fault fault : List.of(Fault.NONE, Fault.FORGETS_LINK)) {
      all.forEach(name -> upstream.put(name, "1"));
      upstream.limit(most);
      upstream.play(fault);
      restart();
      schedule.demand();
      schedule.turn();

      assertThat(shown()).as("%s", fault).isEqualTo(new TreeSet<>(all).stream().toList());
      assertThat(crawler.status().failure()).isEmpty();
    }
  }

  @Test
  void namesOutsideTheGrammarAreLeftOut() {
    upstream.put("Upper/case", "1");
    upstream.put("fine", "1");
    schedule.turn();

    assertThat(shown()).containsExactly("fine");
  }

  @Test
  void whatIsPushedBehindOurBackIsThereAfterTheNextCrawl() {
    schedule.turn();
    upstream.put("team/app", "1");
    pass(Duration.ofMinutes(5));
    assertThat(shown()).isEmpty();

    pass(INTERVAL);
    assertThat(shown()).containsExactly("team/app");
  }

  @Test
  void whatIsRemovedBehindOurBackIsGoneAfterTheNextCrawl() {
    upstream.put("team/app", "1");
    upstream.put("team/other", "1");
    schedule.turn();
    upstream.remove("team/app");

    pass(INTERVAL);
    assertThat(names(CatalogScope.ALL)).containsExactly("team/other");
  }

  @Test
  void whatLostItsLastTagBehindOurBackIsHiddenAfterTheNextCrawl() {
    upstream.put("team/app", "1");
    schedule.turn();
    upstream.put("team/app", "-");

    pass(INTERVAL);
    assertThat(shown()).isEmpty();
    assertThat(names(CatalogScope.ALL)).containsExactly("team/app");
  }

  @Test
  void whatTheListForgetsButTheRegistryKnowsStays() {
    upstream.put("team/app", "1");
    upstream.put("team/lost", "1");
    schedule.turn();
    upstream.forget("team/lost");
    pass(INTERVAL.multipliedBy(3));

    assertThat(shown()).containsExactly("team/app", "team/lost");
  }

  @Test
  void aRegistryThatIsDownForAnHourTakesNothingAwayAndIsReadWhenItIsBack() {
    upstream.put("team/app", "1");
    schedule.turn();
    upstream.play(Fault.DOWN);
    int before = upstream.pages();
    pass(Duration.ofHours(1));

    assertThat(shown()).containsExactly("team/app");
    assertThat(crawler.status().failure()).contains("nobody is there");
    // Once a minute at last, four sizes each: no storm.
    assertThat(upstream.pages() - before).isLessThan(4 * 70);

    upstream.put("team/new", "1");
    upstream.play(Fault.NONE);
    pass(Duration.ofMinutes(1));
    assertThat(shown()).containsExactly("team/app", "team/new");
    assertThat(crawler.status().failure()).isEmpty();
  }

  @Test
  void aFirstCrawlThatBreaksOffLeavesTheIndexUntrusted() {
    for (int i = 0; i < 1500; i++) {
      upstream.put("r%04d".formatted(i), "1");
    }
    upstream.play(Fault.ONE_PAGE);
    assertThatThrownBy(crawler::crawl).isInstanceOf(UpstreamCatalogException.class);
    assertThat(crawler.isListed()).isFalse();

    restart(); // the process died in the middle of it
    assertThat(crawler.isListed()).isFalse();
    upstream.play(Fault.NONE);
    schedule.turn();
    assertThat(crawler.isListed()).isTrue();
    assertThat(shown()).hasSize(1500);
  }

  @Test
  void aCrashInALaterCrawlLosesNothing() {
    for (int i = 0; i < 1500; i++) {
      upstream.put("r%04d".formatted(i), "1");
    }
    schedule.turn();
    upstream.play(Fault.ONE_PAGE);
    now = now.plus(INTERVAL);
    assertThatThrownBy(crawler::crawl).isInstanceOf(UpstreamCatalogException.class);
    restart();

    assertThat(crawler.isListed()).isTrue();
    assertThat(shown()).hasSize(1500);
    upstream.remove("r0000");
    upstream.play(Fault.NONE);
    schedule.turn();
    assertThat(shown()).hasSize(1499);
  }

  @Test
  void anIndexOfAnotherRegistryIsNotTrusted() {
    upstream.put("team/app", "1");
    schedule.turn();
    CatalogCrawler other =
        new CatalogCrawler(
            index,
            upstream,
            "http://elsewhere",
            looks,
            () -> now,
            new Pace(1_000_000, 100, new CountDownLatch(1)));

    assertThat(other.isListed()).isFalse();
  }

  @Test
  void withoutAListTheIndexAnswersWithWhatItIsToldOf() {
    upstream.put("team/pushed", "1");
    upstream.put("team/never-heard-of", "1");
    upstream.play(Fault.NO_LIST);
    index.apply(List.of(pushed("team/pushed"), pushed("team/gone")));
    schedule.turn();

    assertThat(crawler.isListed()).isTrue();
    assertThat(shown()).containsExactly("team/pushed");
    assertThat(crawler.status().noList()).contains("the registry answers 404");
    assertThat(crawler.status().failure()).isEmpty();
    assertThat(index.crawls().listed()).as("after a restart it is asked again").isEmpty();
    assertThat(new CatalogStatus(index, crawler::status, Optional::empty).json())
        .containsEntry("answers_from", "traffic");

    upstream.play(Fault.NONE);
    pass(INTERVAL);
    assertThat(shown()).containsExactly("team/never-heard-of", "team/pushed");
    assertThat(crawler.status().noList()).isEmpty();
  }

  @Test
  void whatIsNoRegistryIsNoRegistryWithoutAList() {
    upstream.play(Fault.NOT_A_REGISTRY);
    schedule.turn();

    assertThat(crawler.isListed()).isFalse();
    assertThat(crawler.status().failure()).contains("the registry answers 404");
  }

  @Test
  void aListThatWasThereAndIsNotAnyMoreIsAFailure() {
    upstream.put("team/app", "1");
    schedule.turn();
    upstream.play(Fault.NO_LIST);
    pass(INTERVAL);

    assertThat(shown()).containsExactly("team/app");
    assertThat(crawler.status().failure()).contains("the registry answers 404");
  }

  private RepositoryEvent pushed(String name) {
    Instant before = now.minusSeconds(10);
    return new Pushed(new RepositoryName(name), before, Optional.empty(), Optional.empty());
  }

  @Test
  void aLookThatIsAskedForIsTakenBeforeTheNextCrawl() {
    upstream.put("team/app", "1");
    schedule.turn();
    upstream.put("team/app", "-");
    looks.add(new RepositoryName("team/app"));
    schedule.turn();

    assertThat(shown()).isEmpty();
    assertThat(looks.isEmpty()).isTrue();
  }

  @Test
  void withoutAnIntervalNothingIsReadUntilSomebodyDemandsIt() {
    CrawlSchedule quiet = new CrawlSchedule(crawler, Duration.ZERO, () -> now, this::nanos);
    quiet.turn();
    assertThat(upstream.pages()).isZero();

    quiet.demand();
    quiet.turn();
    assertThat(crawler.isListed()).isTrue();
    int pages = upstream.pages();
    now = now.plus(Duration.ofDays(1000));
    quiet.turn();
    assertThat(upstream.pages()).isEqualTo(pages);
  }
}
