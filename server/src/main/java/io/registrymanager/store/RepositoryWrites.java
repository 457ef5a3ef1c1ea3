package io.registrymanager.store;

import io.registrymanager.catalog.RepositoryEvent;
import io.registrymanager.catalog.RepositoryEvent.Content;
import io.registrymanager.catalog.RepositoryEvent.Gone;
import io.registrymanager.catalog.RepositoryEvent.Listed;
import io.registrymanager.catalog.RepositoryEvent.Looked;
import io.registrymanager.catalog.RepositoryEvent.Pulled;
import io.registrymanager.catalog.RepositoryEvent.Pushed;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Takes note of events inside one write transaction, a statement for each kind. An event tells of
 * its own time, and comes late: none undoes what is known of a later one.
 */
final class RepositoryWrites implements AutoCloseable {
  private static final String LISTED =
      """
      INSERT INTO repositories (name, first_seen, last_seen) VALUES (?1, ?2, ?2)
      ON CONFLICT (name) DO UPDATE SET last_seen = max(last_seen, excluded.last_seen)
      """;

  /** A push that is told of twice, by the proxy and by the registry, is one. */
  private static final String PUSHED =
      """
      INSERT INTO repositories (name, first_seen, last_seen, last_push, last_push_by, manifest)
      VALUES (?1, ?2, ?2, ?2, ?3, ?4)
      ON CONFLICT (name) DO UPDATE SET
        last_seen = max(last_seen, ?2),
        last_push_by = CASE
          WHEN coalesce(last_push, 0) > ?2 THEN last_push_by
          WHEN ?3 IS NULL AND ?2 - coalesce(last_push, 0) < 10000 THEN last_push_by
          ELSE ?3 END,
        last_push = max(coalesce(last_push, 0), ?2),
        manifest = coalesce(?4, manifest),
        empty = CASE WHEN looked_at > ?2 THEN empty ELSE 0 END
      """;

  private static final String PULLED =
      """
      INSERT INTO repositories (name, first_seen, last_seen, last_pull, manifest)
      VALUES (?1, ?2, ?2, ?2, ?3)
      ON CONFLICT (name) DO UPDATE SET
        last_seen = max(last_seen, ?2),
        last_pull = max(coalesce(last_pull, 0), ?2),
        manifest = coalesce(?3, manifest),
        empty = CASE WHEN looked_at > ?2 THEN empty ELSE 0 END
      """;

  private static final String LOOKED =
      """
      UPDATE repositories SET tags = ?3, looked_at = ?2, empty = ?4
       WHERE name = ?1 AND coalesce(last_push, 0) < ?2 AND coalesce(looked_at, 0) <= ?2
      """;

  private static final String GONE = "DELETE FROM repositories WHERE name = ?1 AND last_seen < ?2";

  private final Handle db;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  RepositoryWrites(Handle db) {
    this.db = db;
  }

  static void apply(Handle db, List<RepositoryEvent> events) {
    try (RepositoryWrites writes = new RepositoryWrites(db)) {
      for (RepositoryEvent event : events) {
        writes.apply(event);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void apply(RepositoryEvent event) throws SQLException {
    switch (event) {
      case Listed _ -> run(LISTED, event);
      case Pushed pushed -> run(PUSHED, event, text(pushed.by()), text(pushed.digest()));
      case Pulled pulled -> run(PULLED, event, text(pulled.digest()));
      case Looked looked -> {
        Optional<Object> tags =
            looked.tags().isPresent() ? Optional.of(looked.tags().getAsInt()) : Optional.empty();
        run(LOOKED, event, tags, Optional.of(looked.content() == Content.NONE ? 1 : 0));
      }
      case Gone _ -> run(GONE, event);
    }
  }

  private static Optional<Object> text(Optional<String> text) {
    return text.map(Object.class::cast);
  }

  @SafeVarargs
  private void run(String sql, RepositoryEvent event, Optional<Object>... further)
      throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = db.getConnection().prepareStatement(sql);
      statements.put(sql, statement);
    }
    statement.setString(1, event.repository().value());
    statement.setLong(2, event.at().toEpochMilli());
    for (int i = 0; i < further.length; i++) {
      statement.setObject(3 + i, further[i].orElse(null));
    }
    statement.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : new ArrayList<>(statements.values())) {
      statement.close();
    }
  }
}
