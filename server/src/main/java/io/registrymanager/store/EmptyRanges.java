package io.registrymanager.store;

import io.registrymanager.catalog.NameRanges;
import io.registrymanager.catalog.RepositoryEvent;
import io.registrymanager.catalog.RepositoryEvent.Gone;
import io.registrymanager.catalog.RepositoryEvent.Listed;
import io.registrymanager.catalog.RepositoryEvent.Looked;
import io.registrymanager.catalog.RepositoryEvent.Pulled;
import io.registrymanager.catalog.RepositoryEvent.Pushed;
import io.registrymanager.identity.StoreException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves ranges of names out in which there is nothing, without a look into the database: a caller
 * with thousands of grants that match nothing would pay for a look-up each. What it knows is
 * learned when somebody with many ranges asks for the first time, and kept up by whoever writes,
 * inside the write and before it is committed. So whatever is committed when a question comes is
 * known; what is deleted is still taken for something, and costs a look-up. Thread-safe.
 */
final class EmptyRanges {
  private static final Logger LOG = LoggerFactory.getLogger(EmptyRanges.class);

  /** Few ranges are looked up faster than all names are read. */
  private static final int MANY = 64;

  private static final int PORTION = 10_000;

  private final Sessions sessions;
  private final AtomicBoolean learning = new AtomicBoolean();
  private volatile @Nullable NamesInUse names;

  EmptyRanges(Sessions sessions) {
    this.sessions = sessions;
  }

  /** The same ranges, or fewer. */
  NameRanges leftOutOf(NameRanges ranges) {
    if (ranges.size() < MANY) {
      return ranges;
    }
    NamesInUse known = names;
    if (known != null && known.isComplete()) {
      return ranges.without(start -> !known.mayHave(start));
    }
    if (learning.compareAndSet(false, true)) {
      Thread.ofVirtual().name("names-in-use").start(this::learn);
    }
    return ranges;
  }

  /** These are about to be written; to be called inside the transaction that does. */
  void writing(List<RepositoryEvent> events) {
    NamesInUse known = names;
    if (known == null) {
      return;
    }
    if (known.isFull()) {
      names = null; // it is made anew, and larger, for the next who asks
      return;
    }
    for (RepositoryEvent event : events) {
      switch (event) {
        case Listed _, Pushed _, Pulled _ -> known.add(event.repository().value());
        case Looked _, Gone _ -> {}
      }
    }
  }

  private void learn() {
    try {
      NamesInUse fresh = new NamesInUse(keys());
      names = fresh;
      // There is one writer: what was written without knowing of this is committed when this is.
      boolean _ = sessions.write(_ -> true);
      List<String> portion = namesAfter("");
      while (!portion.isEmpty()) {
        portion.forEach(fresh::add);
        portion = namesAfter(portion.getLast());
      }
      fresh.complete();
      learning.set(false);
    } catch (StoreException e) {
      // Not tried again before the next start: each try reads all names, and only time is lost.
      LOG.info("which names are in use is not known: {}", e.getMessage());
      names = null;
    }
  }

  /** Names, and their parents: one for each slash. */
  private long keys() {
    String sql =
        "SELECT count(*) + coalesce(sum(length(name) - length(replace(name, '/', ''))), 0)"
            + " FROM repositories";
    return sessions.read(db -> db.createQuery(sql).mapTo(Long.class).one());
  }

  /** In portions: one long query would keep the log of the database from being moved into it. */
  private List<String> namesAfter(String last) {
    return sessions.read(
        db ->
            db.createQuery("SELECT name FROM repositories WHERE name > ? ORDER BY name LIMIT ?")
                .bind(0, last)
                .bind(1, PORTION)
                .mapTo(String.class)
                .list());
  }
}
