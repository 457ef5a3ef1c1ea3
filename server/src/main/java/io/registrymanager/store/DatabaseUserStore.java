package io.registrymanager.store;

import io.registrymanager.identity.ChangeResult;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserChange;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.UserStore;
import io.registrymanager.identity.Username;
import io.registrymanager.store.UserWrites.Written;
import io.registrymanager.thread.Blocking;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users in the database. */
final class DatabaseUserStore implements UserStore {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseUserStore.class);

  private final Sessions sessions;
  private final UserWrites writes;
  private final List<Consumer<UserChanged>> listeners = new CopyOnWriteArrayList<>();

  DatabaseUserStore(Sessions sessions, InstantSource clock) {
    this.sessions = sessions;
    this.writes = new UserWrites(clock);
  }

  @Override
  public Optional<User> find(Username name) {
    Blocking.check();
    return sessions.read(db -> UserQueries.find(db, name));
  }

  @Override
  public Optional<User> find(UserId id) {
    Blocking.check();
    return sessions.read(db -> UserQueries.find(db, id));
  }

  @Override
  public Optional<User> find(DirectoryId person) {
    Blocking.check();
    return sessions.read(db -> UserQueries.find(db, person));
  }

  @Override
  public List<User> list(Optional<Username> after, int limit) {
    Blocking.check();
    checkNotNegative(limit);
    return sessions.read(db -> UserQueries.list(db, after, limit));
  }

  @Override
  public List<User> list(Optional<Username> after, int offset, int limit) {
    Blocking.check();
    checkNotNegative(offset);
    checkNotNegative(limit);
    return sessions.read(
        db ->
            offset == 0
                ? UserQueries.list(db, after, limit)
                : UserQueries.list(db, after, offset, limit));
  }

  /** SQLite would take that for "all of them". */
  private static void checkNotNegative(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("a negative limit or offset");
    }
  }

  @Override
  public long count() {
    Blocking.check();
    return sessions.read(UserQueries::count);
  }

  @Override
  public boolean isEmpty() {
    Blocking.check();
    return sessions.read(UserQueries::isEmpty);
  }

  @Override
  public ChangeResult apply(UserChange change) {
    Blocking.check();
    Written written = sessions.write(db -> writes.apply(db, change));
    written.changed().ifPresent(this::tell);
    return written.result();
  }

  @Override
  public List<ChangeResult> applyAll(List<? extends UserChange> changes) {
    Blocking.check();
    List<Written> all = sessions.write(db -> writeAll(db, changes));
    if (all.stream().allMatch(written -> written.result() instanceof ChangeResult.Applied)) {
      all.forEach(written -> written.changed().ifPresent(this::tell));
    }
    return all.stream().map(Written::result).toList();
  }

  private List<Written> writeAll(Handle db, List<? extends UserChange> changes) {
    List<Written> all = new ArrayList<>();
    db.execute("SAVEPOINT before_all");
    for (UserChange change : changes) {
      Written written = writes.apply(db, change);
      all.add(written);
      if (!(written.result() instanceof ChangeResult.Applied)) {
        db.execute("ROLLBACK TO before_all");
        break;
      }
    }
    db.execute("RELEASE before_all");
    return all;
  }

  @Override
  public void onChange(Consumer<UserChanged> listener) {
    listeners.add(listener);
  }

  /** The change is durable by now: whatever a listener does, the caller must hear of it. */
  private void tell(User user) {
    UserChanged news = new UserChanged(user.id(), user.account().name());
    for (Consumer<UserChanged> listener : listeners) {
      try {
        listener.accept(news);
      } catch (RuntimeException e) {
        LOG.error("a listener failed at the change of user {}", user.id(), e);
      }
    }
  }
}
