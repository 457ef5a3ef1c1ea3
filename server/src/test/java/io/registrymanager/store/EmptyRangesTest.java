package io.registrymanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.catalog.NameRanges;
import io.registrymanager.catalog.RepositoryEvent;
import io.registrymanager.catalog.RepositoryEvent.Gone;
import io.registrymanager.catalog.RepositoryEvent.Listed;
import io.registrymanager.oci.RepositoryName;
import io.registrymanager.testkit.Await;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left out must be empty, whatever is written while it is learned and afterwards. */
class EmptyRangesTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final Random random = new Random(20_261_129);
  private Database database;
  private Sessions sessions;
  private EmptyRanges empty;
  private DatabaseRepositoryIndex index;

  @BeforeEach
  void open() throws SQLException {
    database = Database.open(DatabaseSettings.DEFAULT, folder, "test");
    SqliteFile file = new SqliteFile(folder.resolve("registrymanager.db"), Duration.ofSeconds(5));
    sessions = new Sessions(file, 2, new Failures(folder.resolve("registrymanager.db")));
    empty = new EmptyRanges(sessions);
    index = new DatabaseRepositoryIndex(sessions, empty);
  }

  @AfterEach
  void close() {
    sessions.close();
    database.close();
  }

  private void write(Stream<String> names) {
    index.apply(names.<RepositoryEvent>map(EmptyRangesTest::listed).toList());
  }

  private static Listed listed(String name) {
    return new Listed(new RepositoryName(name), Instant.EPOCH);
  }

  private String name() {
    return SampleNames.any(random);
  }

  private static Set<String> starts(NameRanges ranges) {
    return IntStream.range(0, ranges.size())
        .mapToObj(ranges::start)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static NameRanges many() {
    return SampleNames.ranges(nones(2_000).toList());
  }

  private void learn() {
    assertThat(empty.leftOutOf(many()).size()).isEqualTo(4_000);
    Await.until(SOON, "all is learned", this::isLearned);
  }

  private boolean isLearned() {
    return empty.leftOutOf(many()).size() < 4_000;
  }

  @Test
  void rangesThatAreEmptyAreLeftOut() {
    write(IntStream.range(0, 2_000).mapToObj(i -> "none" + i + "x/app"));
    learn();
    assertThat(empty.leftOutOf(many()).size()).isLessThan(100);
  }

  @Test
  void whatIsThereStaysWheneverItCame() {
    NavigableSet<String> names = new TreeSet<>();
    Runnable more =
        () -> {
          List<String> fresh = Stream.generate(this::name).limit(40).toList();
          write(fresh.stream());
          names.addAll(fresh);
        };
    more.run();
    empty.leftOutOf(many());
    do {
      more.run();
      check(names);
    } while (!isLearned());
    for (int i = 0; i < 20; i++) {
      more.run();
      check(names);
    }
  }

  /** Nothing is left out that holds a name, and little else is not. */
  private void check(NavigableSet<String> names) {
    NameRanges asked =
        SampleNames.ranges(
            Stream.concat(Stream.generate(this::name).limit(150), nones(64)).toList());
    Set<String> kept = starts(empty.leftOutOf(asked));
    for (int i = 0; i < asked.size(); i++) {
      String next = names.ceiling(asked.start(i));
      if (next != null && next.compareTo(asked.end(i)) < 0) {
        assertThat(kept).contains(asked.start(i));
      }
    }
  }

  private static Stream<String> nones(int count) {
    return IntStream.range(0, count).mapToObj(i -> "none" + i);
  }

  @Test
  void aPartOfANamespaceIsNeverLeftOut() {
    write(Stream.of("team/apple"));
    learn();
    List<String> spaces = new ArrayList<>(List.of("team"));
    IntStream.range(0, 100).forEach(i -> spaces.add("team" + i));
    NameRanges asked = SampleNames.ranges(spaces);
    assertThat(starts(empty.leftOutOf(asked))).contains("team/");
    assertThat(starts(asked.without(_ -> true))).isEmpty();
    NameRanges everything = NameRanges.everything();
    assertThat(everything.without(_ -> true).size()).isEqualTo(1);
  }

  @Test
  void whatIsGoneMayBeLookedForAndMayComeBack() {
    write(Stream.of("none7/app"));
    learn();
    index.apply(List.of(new Gone(new RepositoryName("none7/app"), Instant.now())));
    assertThat(starts(empty.leftOutOf(many()))).contains("none7/");
  }

  @Test
  void whenItIsFullItIsLearnedAnew() {
    learn();
    write(IntStream.range(0, 20_000).mapToObj(i -> "n" + i + "/app"));
    write(Stream.of("none3/app"));
    learn();
    Set<String> kept = starts(empty.leftOutOf(many()));
    assertThat(kept).contains("none3/").hasSizeLessThan(200);
  }
}
