package io.registrymanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.catalog.NameRanges;
import io.registrymanager.catalog.RepositoryEvent;
import io.registrymanager.catalog.RepositoryEvent.Listed;
import io.registrymanager.catalog.RepositoryIndex.Query;
import io.registrymanager.oci.CatalogScope;
import io.registrymanager.oci.RepositoryName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a page costs, counted on a real database: never more look-ups than names and ranges take
 * turns, and no more than a few rows for each name that it gives and for each look-up.
 */
class RepositoryScanTest {
  /** Names outside that may be read on over. */
  private static final int GAP = 6;

  private static final RepositoryScan<String> NAMES =
      new RepositoryScan<>("name", row -> row.getString(1));

  @TempDir private Path folder;
  private Database database;
  private final Counts counts = new Counts();

  /** What was asked of the database. */
  private static final class Counts {
    private int lookUps;
    private int rows;
  }

  @BeforeEach
  void open() {
    database = Database.open(DatabaseSettings.DEFAULT, folder, "test");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void manyEmptyGrantsBetweenTwoNamesAreOneLookUp() {
    fill(List.of("a/first", "z/last"));
    List<String> spaces = IntStream.range(0, 2_000).mapToObj(i -> "m" + i).toList();

    assertThat(page(SampleNames.ranges(spaces), Optional.empty(), 100)).isEmpty();
    assertThat(counts.lookUps).isLessThanOrEqualTo(2);
    assertThat(counts.rows).isLessThanOrEqualTo(2 * GAP);
  }

  @Test
  void manyNamesBetweenTwoGrantsAreOneLookUp() {
    List<String> names = new ArrayList<>(List.of("a/first", "z/last"));
    IntStream.range(0, 2_000).forEach(i -> names.add("m/" + i));
    fill(names);

    assertThat(page(SampleNames.ranges(List.of("a", "z")), Optional.empty(), 100))
        .containsExactly("a/first", "z/last");
    assertThat(counts.lookUps).isLessThanOrEqualTo(3);
    assertThat(counts.rows).isLessThanOrEqualTo(2 + 3 * GAP);
  }

  @Test
  void anyPageCostsNoMoreThanTheTurnsThatNamesAndGrantsTake() {
    Random random = new Random(20_261_128);
    NavigableSet<String> names = new TreeSet<>();
    for (int i = 0; i < 600; i++) {
      names.add(SampleNames.any(random));
    }
    fill(List.copyOf(names));
    for (int i = 0; i < 400; i++) {
      List<String> spaces = new ArrayList<>();
      for (int grant = random.nextInt(200); grant >= 0; grant--) {
        spaces.add(SampleNames.any(random));
      }
      NameRanges ranges = SampleNames.ranges(spaces);
      Optional<String> last =
          random.nextBoolean() ? Optional.empty() : Optional.of(SampleNames.any(random));
      int limit = 1 + random.nextInt(30);
      List<String> page = page(ranges, last, limit);

      assertThat(counts.lookUps).isLessThanOrEqualTo(turns(names, ranges, last, page, limit));
      assertThat(counts.rows).isLessThanOrEqualTo(GAP * (page.size() + counts.lookUps));
    }
  }

  /** How many different names come next behind the beginnings of the ranges that a page touches. */
  private static int turns(
      NavigableSet<String> names,
      NameRanges ranges,
      Optional<String> last,
      List<String> page,
      int limit) {
    String begin = last.map(text -> text + '\0').orElse("");
    Set<String> next = new HashSet<>();
    for (int i = 0; i < ranges.size(); i++) {
      boolean touched = page.size() < limit || ranges.start(i).compareTo(page.getLast()) <= 0;
      if (touched && ranges.end(i).compareTo(begin) > 0) {
        String start = ranges.start(i).compareTo(begin) < 0 ? begin : ranges.start(i);
        next.add(Optional.ofNullable(names.ceiling(start)).orElse("none"));
      }
    }
    return next.size();
  }

  private void fill(List<String> names) {
    database
        .repositories()
        .apply(
            names.stream()
                .<RepositoryEvent>map(name -> new Listed(new RepositoryName(name), Instant.EPOCH))
                .toList());
  }

  private List<String> page(NameRanges ranges, Optional<String> last, int limit) {
    counts.lookUps = 0;
    counts.rows = 0;
    SqliteFile file = new SqliteFile(folder.resolve("registrymanager.db"), Duration.ofSeconds(5));
    try (Handle db = Jdbi.open(() -> counted(Connection.class, file.openReader()))) {
      return NAMES.run(db, new Query(ranges, last, limit, CatalogScope.SHOWN)).entries();
    }
  }

  /** The same, with each look-up and each row counted. */
  private <T> T counted(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              count(method);
              Object result = call(real, method, arguments);
              return switch (result) {
                case PreparedStatement statement -> counted(PreparedStatement.class, statement);
                case ResultSet rows -> counted(ResultSet.class, rows);
                case null, default -> result;
              };
            }));
  }

  private void count(Method method) {
    counts.lookUps += method.getName().equals("executeQuery") ? 1 : 0;
    counts.rows += method.getName().equals("next") ? 1 : 0;
  }

  private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
