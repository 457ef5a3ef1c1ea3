package io.registrymanager.testkit;

import io.registrymanager.identity.Account;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.ChangeResult;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Revision;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.StoreException;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserChange;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.UserStore;
import io.registrymanager.identity.Username;
import io.registrymanager.thread.Blocking;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A user store without a file, for tests of what stands above it: it keeps the guards of a real
 * one, and can fail or be held on demand. Its clock advances one second with each change.
 */
public final class InMemoryUserStore implements UserStore {
  private final SortedMap<Username, LocalUser> users = new TreeMap<>();
  private final List<UserChange> changes = new CopyOnWriteArrayList<>();
  private final List<Consumer<UserChanged>> listeners = new CopyOnWriteArrayList<>();
  private volatile Optional<String> fault = Optional.empty();
  private final AtomicReference<Optional<Pause>> namePause =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Pause>> idPause = new AtomicReference<>(Optional.empty());
  private final AtomicInteger finds = new AtomicInteger();
  private long lastId;

  @Override
  public Optional<User> find(Username name) {
    Optional<User> found = read(() -> Optional.ofNullable(users.get(name)));
    holdOnce(namePause);
    return found;
  }

  @Override
  public Optional<User> find(UserId id) {
    Optional<User> found =
        read(() -> users.values().stream().filter(user -> user.id().equals(id)).findFirst())
            .map(Function.identity());
    holdOnce(idPause);
    return found;
  }

  @Override
  public List<User> list(Optional<Username> after, int limit) {
    return read(
        () ->
            users.values().stream()
                .filter(user -> after.isEmpty() || after.get().compareTo(user.account().name()) < 0)
                .limit(limit)
                .<User>map(Function.identity())
                .toList());
  }

  @Override
  public long count() {
    return read(() -> (long) users.size());
  }

  @Override
  public boolean isEmpty() {
    return read(() -> lastId == 0);
  }

  @Override
  public ChangeResult apply(UserChange change) {
    ChangeResult result = read(() -> write(change));
    if (result instanceof ChangeResult.Applied(User user)) {
      changes.add(change);
      listeners.forEach(l -> l.accept(new UserChanged(user.id(), user.account().name())));
    }
    return result;
  }

  @Override
  public void onChange(Consumer<UserChanged> listener) {
    listeners.add(listener);
  }

  /** From now on every call fails. */
  public void fail(String message) {
    fault = Optional.of(message);
  }

  /** From now on calls work again. */
  public void heal() {
    fault = Optional.empty();
  }

  /** Holds the next look-up by name, after it has read and before it answers. */
  public Pause pauseFindByName() {
    Pause pause = new Pause();
    namePause.set(Optional.of(pause));
    return pause;
  }

  /** Holds the next look-up by identity, after it has read and before it answers. */
  public Pause pauseFindById() {
    Pause pause = new Pause();
    idPause.set(Optional.of(pause));
    return pause;
  }

  /** How many look-ups there were. */
  public int finds() {
    return finds.get();
  }

  /** The changes that were applied, oldest first. */
  public List<UserChange> changes() {
    return List.copyOf(changes);
  }

  private static void holdOnce(AtomicReference<Optional<Pause>> pause) {
    pause.getAndSet(Optional.empty()).ifPresent(Pause::hold);
  }

  private <T> T read(Supplier<T> action) {
    Blocking.check();
    finds.incrementAndGet();
    fault.ifPresent(
        message -> {
          throw new StoreException(message);
        });
    synchronized (users) {
      return action.get();
    }
  }

  private ChangeResult write(UserChange change) {
    return switch (change) {
      case UserChange.CreateUser create -> create(create);
      case UserChange.UpdateUser update -> byId(update.id(), user -> update(user, update));
      case UserChange.RenewHash renew -> byId(renew.id(), user -> renew(user, renew));
      case UserChange.DeleteUser delete -> byId(delete.id(), user -> delete(user, delete));
    };
  }

  private ChangeResult create(UserChange.CreateUser create) {
    Username name = create.account().name();
    if (users.containsKey(name)) {
      return new ChangeResult.NameTaken();
    }
    lastId++;
    Revision revision = new Revision(1, 1, now(), now());
    return kept(new LocalUser(new UserId(lastId), create.account(), revision, create.password()));
  }

  private ChangeResult update(LocalUser user, UserChange.UpdateUser update) {
    if (isOtherThan(user, update.expectedVersion())) {
      return new ChangeResult.OtherVersion();
    }
    Account before = user.account();
    Account after =
        new Account(
            before.name(),
            update.role().orElse(before.role()),
            update.status().orElse(before.status()),
            update.grants().orElse(before.grants()));
    if (!isActiveAdministrator(after) && isLastAdministrator(user)) {
      return new ChangeResult.LastAdministrator();
    }
    boolean disabled =
        before.status() == AccountStatus.ENABLED && after.status() == AccountStatus.DISABLED;
    boolean endsLogins = update.password().isPresent() || disabled;
    return kept(
        new LocalUser(
            user.id(),
            after,
            next(user.revision(), endsLogins ? 1 : 0),
            update.password().orElse(user.password())));
  }

  private ChangeResult renew(LocalUser user, UserChange.RenewHash renew) {
    return user.revision().credentialVersion() == renew.credentialVersion()
        ? kept(new LocalUser(user.id(), user.account(), next(user.revision(), 0), renew.password()))
        : new ChangeResult.NotFound();
  }

  private ChangeResult delete(LocalUser user, UserChange.DeleteUser delete) {
    if (isOtherThan(user, delete.expectedVersion())) {
      return new ChangeResult.OtherVersion();
    }
    if (isLastAdministrator(user)) {
      return new ChangeResult.LastAdministrator();
    }
    users.remove(user.account().name());
    return new ChangeResult.Applied(user);
  }

  private ChangeResult byId(UserId id, Function<LocalUser, ChangeResult> action) {
    return users.values().stream()
        .filter(user -> user.id().equals(id))
        .findFirst()
        .map(action)
        .orElseGet(ChangeResult.NotFound::new);
  }

  private ChangeResult kept(LocalUser user) {
    users.put(user.account().name(), user);
    return new ChangeResult.Applied(user);
  }

  private static boolean isOtherThan(LocalUser user, Optional<Long> expectedVersion) {
    return expectedVersion.filter(version -> version != user.revision().version()).isPresent();
  }

  private boolean isLastAdministrator(LocalUser user) {
    return isActiveAdministrator(user.account())
        && users.values().stream()
            .noneMatch(
                other -> !other.id().equals(user.id()) && isActiveAdministrator(other.account()));
  }

  private static boolean isActiveAdministrator(Account account) {
    return account.role() == Role.ADMINISTRATOR && account.status() == AccountStatus.ENABLED;
  }

  private Revision next(Revision revision, int credentialStep) {
    return new Revision(
        revision.version() + 1,
        revision.credentialVersion() + credentialStep,
        revision.createdAt(),
        now());
  }

  private Instant now() {
    return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(changes.size());
  }
}
