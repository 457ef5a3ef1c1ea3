package io.registrymanager.store;

import io.registrymanager.catalog.NameRanges;
import io.registrymanager.catalog.RepositoryIndex.Found;
import io.registrymanager.catalog.RepositoryIndex.Query;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Walks the names and the ranges side by side. Where they lie close together it reads on; over a
 * gap it goes to the next range with a look-up of its own. Ranges in which there is nothing are
 * passed over by the next name, so what a page costs does not depend on how many grants there are,
 * but on how many it touches.
 *
 * @param columns what to read; the name first
 * @param row makes an entry of a row
 */
record RepositoryScan<T>(String columns, Row<T> row) {
  /** Rows read in vain before a look-up is cheaper than reading on. */
  private static final int SHORT_GAP = 6;

  /** Names looked at in one query: a search for a rare text goes on with the next request. */
  private static final int MOST_EXAMINED = 50_000;

  /** Reads an entry. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  Found<T> run(Handle db, Query query) {
    if (query.limit() <= 0 || query.ranges().size() == 0) {
      return new Found<>(List.of(), Optional.empty());
    }
    try (PreparedStatement lookUp = db.getConnection().prepareStatement(sql(query))) {
      return new Walk<>(this, query, lookUp).run();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String sql(Query query) {
    String scope =
        switch (query.scope()) {
          case SHOWN -> "empty = 0 AND ";
          case ALL -> "";
        };
    return "SELECT " + columns + " FROM repositories WHERE " + scope + "name >= ? ORDER BY name";
  }

  /** One run; the statement gives rows one by one, so a look-up costs what is read of it. */
  private static final class Walk<T> {
    private final RepositoryScan<T> scan;
    private final Query query;
    private final NameRanges ranges;
    private final PreparedStatement lookUp;
    private final List<T> entries = new ArrayList<>();
    private Optional<String> cut = Optional.empty();
    private int range;
    private int examined;

    /**
     * Whether the last look-up brought nothing: where ranges are empty, so are their neighbours.
     */
    private boolean inVain;

    private Walk(RepositoryScan<T> scan, Query query, PreparedStatement lookUp) {
      this.scan = scan;
      this.query = query;
      this.ranges = query.ranges();
      this.lookUp = lookUp;
    }

    private Found<T> run() throws SQLException {
      // The first text behind "last" is "last" and the smallest character there is.
      String begin = query.after().map(last -> last + '\0').orElse("");
      range = ranges.firstEndingAfter(begin);
      while (range < ranges.size() && !isOver()) {
        String start = ranges.start(range);
        lookUp.setString(1, start.compareTo(begin) < 0 ? begin : start);
        try (ResultSet rows = lookUp.executeQuery()) {
          readOn(rows);
        }
      }
      return new Found<>(entries, cut);
    }

    /** Reads until the page is full, the names are at their end, or a gap is wide. */
    private void readOn(ResultSet rows) throws SQLException {
      int gap = inVain ? SHORT_GAP - 1 : 0;
      inVain = true;
      while (gap < SHORT_GAP && !isOver()) {
        if (!rows.next()) {
          range = ranges.size();
          return;
        }
        String name = rows.getString(1);
        if (name.compareTo(ranges.end(range)) >= 0) {
          range = ranges.firstEndingAfter(name);
          if (range == ranges.size()) {
            return;
          }
        }
        boolean inside = name.compareTo(ranges.start(range)) >= 0;
        gap = inside ? 0 : gap + 1;
        if (inside) {
          inVain = false;
          examine(name, rows);
        }
      }
    }

    private void examine(String name, ResultSet rows) throws SQLException {
      examined++;
      if (name.contains(query.containing())) {
        entries.add(scan.row().read(rows));
      } else if (examined >= MOST_EXAMINED) {
        cut = Optional.of(name);
      }
    }

    private boolean isOver() {
      return entries.size() >= query.limit() || cut.isPresent();
    }
  }
}
