package io.registrymanager.store;

import io.registrymanager.catalog.CrawlRecord;
import io.registrymanager.catalog.IndexedRepository;
import io.registrymanager.catalog.IndexedRepository.Push;
import io.registrymanager.catalog.IndexedRepository.Seen;
import io.registrymanager.catalog.RepositoryEvent;
import io.registrymanager.catalog.RepositoryEvent.Content;
import io.registrymanager.catalog.RepositoryIndex;
import io.registrymanager.oci.CatalogScope;
import io.registrymanager.thread.Blocking;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Repositories in the database. */
final class DatabaseRepositoryIndex implements RepositoryIndex {
  private static final RepositoryScan<String> NAMES =
      new RepositoryScan<>("name", row -> row.getString(1));
  private static final RepositoryScan<IndexedRepository> ENTRIES =
      new RepositoryScan<>(
          "name, first_seen, last_seen, last_push, last_push_by, last_pull, tags, empty",
          DatabaseRepositoryIndex::entry);

  private final Sessions sessions;
  private final EmptyRanges emptyRanges;

  DatabaseRepositoryIndex(Sessions sessions, EmptyRanges emptyRanges) {
    this.sessions = sessions;
    this.emptyRanges = emptyRanges;
  }

  @Override
  public Found<String> names(Query query) {
    Blocking.check();
    return run(NAMES, query);
  }

  @Override
  public Found<IndexedRepository> entries(Query query) {
    Blocking.check();
    return run(ENTRIES, query);
  }

  private <T> Found<T> run(RepositoryScan<T> scan, Query query) {
    Query needed = query.within(emptyRanges.leftOutOf(query.ranges()));
    return sessions.readTogether(db -> scan.run(db, needed));
  }

  @Override
  public void apply(List<RepositoryEvent> events) {
    Blocking.check();
    if (!events.isEmpty()) {
      boolean _ =
          sessions.write(
              db -> {
                emptyRanges.writing(events);
                RepositoryWrites.apply(db, events);
                return true;
              });
    }
  }

  @Override
  public List<String> notSeenSince(Instant time, Optional<String> after, int limit) {
    return older("last_seen < ?", time, after, limit);
  }

  @Override
  public List<String> notLookedIntoSince(Instant time, Optional<String> after, int limit) {
    return older("coalesce(looked_at, 0) < ?", time, after, limit);
  }

  private List<String> older(String than, Instant time, Optional<String> after, int limit) {
    Blocking.check();
    return sessions.read(
        db ->
            db.createQuery(
                    "SELECT name FROM repositories WHERE "
                        + than
                        + " AND name > ? ORDER BY name LIMIT ?")
                .bind(0, time.toEpochMilli())
                .bind(1, after.orElse(""))
                .bind(2, limit)
                .mapTo(String.class)
                .list());
  }

  @Override
  public Optional<String> manifestOf(String name) {
    Blocking.check();
    return sessions.read(
        db ->
            db.createQuery("SELECT manifest FROM repositories WHERE name = ? AND manifest NOT NULL")
                .bind(0, name)
                .mapTo(String.class)
                .findOne());
  }

  @Override
  public long count(CatalogScope scope) {
    Blocking.check();
    String sql =
        switch (scope) {
          case SHOWN -> "SELECT count(*) FROM repositories WHERE empty = 0";
          case ALL -> "SELECT count(*) FROM repositories";
        };
    return sessions.read(db -> db.createQuery(sql).mapTo(Long.class).one());
  }

  @Override
  public CrawlRecord crawls() {
    Blocking.check();
    return sessions.read(
        db ->
            db.createQuery("SELECT registry, listed, ended FROM catalog_crawls")
                .map((row, _) -> new CrawlRecord(row.getString(1), time(row, 2), time(row, 3)))
                .findOne()
                .orElse(CrawlRecord.NONE));
  }

  @Override
  public void keep(CrawlRecord crawls) {
    Blocking.check();
    int _ =
        sessions.write(
            db ->
                db.execute(
                    "INSERT OR REPLACE INTO catalog_crawls VALUES (1, ?, ?, ?)",
                    crawls.registry(),
                    crawls.listed().map(Instant::toEpochMilli).orElse(null),
                    crawls.ended().map(Instant::toEpochMilli).orElse(null)));
  }

  private static IndexedRepository entry(ResultSet row) throws SQLException {
    Optional<String> by = Optional.ofNullable(row.getString(5));
    int counted = row.getInt(7);
    OptionalInt tags = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(counted);
    return new IndexedRepository(
        row.getString(1),
        new Seen(Instant.ofEpochMilli(row.getLong(2)), Instant.ofEpochMilli(row.getLong(3))),
        time(row, 4).map(at -> new Push(at, by)),
        time(row, 6),
        tags,
        row.getInt(8) == 1 ? Content.NONE : Content.SOME);
  }

  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
