package io.registrymanager.testkit;

import io.registrymanager.identity.Account;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.ChangeResult;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.PasswordHash;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A user store without a file, for tests of what stands above it: it keeps the guards of a real
 * one, and can fail or be held on demand. Its clock advances one second with each change.
 */
public final class InMemoryUserStore implements UserStore {
  private final SortedMap<Username, User> users = new TreeMap<>();
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
        read(() -> users.values().stream().filter(user -> user.id().equals(id)).findFirst());
    holdOnce(idPause);
    return found;
  }

  @Override
  public Optional<User> find(DirectoryId person) {
    return read(() -> byPerson(person));
  }

  @Override
  public List<User> list(Optional<Username> after, int limit) {
    return list(after, 0, limit);
  }

  @Override
  public List<User> list(Optional<Username> after, int offset, int limit) {
    return read(
        () ->
            users.values().stream()
                .filter(user -> after.isEmpty() || after.get().compareTo(user.account().name()) < 0)
                .skip(offset)
                .limit(limit)
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
  public List<ChangeResult> applyAll(List<? extends UserChange> all) {
    synchronized (users) {
      SortedMap<Username, User> before = new TreeMap<>(users);
      List<ChangeResult> results = new ArrayList<>();
      for (UserChange change : all) {
        results.add(read(() -> write(change)));
        if (!(results.getLast() instanceof ChangeResult.Applied)) {
          users.clear();
          users.putAll(before);
          return results;
        }
      }
      changes.addAll(all);
      return results;
    }
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
      case UserChange.CreateUser create ->
          create(
              create.account(),
              (id, revision) -> new LocalUser(id, create.account(), revision, create.password()));
      case UserChange.CreateDirectoryUser create ->
          create.person().flatMap(this::byPerson).isPresent()
                  && !users.containsKey(create.account().name())
              ? new ChangeResult.PersonTaken()
              : create(
                  create.account(),
                  (id, revision) ->
                      new DirectoryUser(id, create.account(), revision, create.person()));
      case UserChange.UpdateUser update -> byId(update.id(), user -> update(user, update));
      case UserChange.MoveToDirectory move ->
          byId(move.update().id(), user -> toDirectory(user, move));
      case UserChange.MoveHere move -> byId(move.update().id(), user -> here(user, move));
      case UserChange.RenameUser rename -> byId(rename.id(), user -> rename(user, rename));
      case UserChange.LearnPerson learn -> byId(learn.id(), user -> learn(user, learn));
      case UserChange.RenewHash renew -> byId(renew.id(), user -> renew(user, renew));
      case UserChange.DeleteUser delete -> byId(delete.id(), user -> delete(user, delete));
    };
  }

  private ChangeResult create(Account account, BiFunction<UserId, Revision, User> user) {
    if (users.containsKey(account.name())) {
      return new ChangeResult.NameTaken();
    }
    lastId++;
    return kept(user.apply(new UserId(lastId), new Revision(1, 1, now(), now())));
  }

  private ChangeResult update(User user, UserChange.UpdateUser update) {
    Account after = account(user, update, user.account().name());
    return switch (user) {
      case DirectoryUser _ when update.password().isPresent() -> new ChangeResult.KeptElsewhere();
      case DirectoryUser directory ->
          replace(
              user,
              update.expectedVersion(),
              new DirectoryUser(
                  user.id(), after, next(user, after, Optional.empty()), directory.person()));
      case LocalUser local ->
          replace(
              user,
              update.expectedVersion(),
              new LocalUser(
                  user.id(),
                  after,
                  next(user, after, update.password()),
                  update.password().orElse(local.password())));
    };
  }

  private ChangeResult toDirectory(User user, UserChange.MoveToDirectory move) {
    if (user instanceof DirectoryUser) {
      return new ChangeResult.KeptElsewhere();
    }
    DirectoryPerson person = move.person();
    if (person.state() != DirectoryPerson.State.ACTIVE && isLastAdministrator(user)) {
      return new ChangeResult.LastAdministrator();
    }
    Account after = account(user, move.update(), person.name());
    return replace(
        user,
        move.update().expectedVersion(),
        new DirectoryUser(user.id(), after, ended(user), Optional.of(person.id())));
  }

  private ChangeResult here(User user, UserChange.MoveHere move) {
    return replace(
        user,
        move.update().expectedVersion(),
        new LocalUser(
            user.id(),
            account(user, move.update(), user.account().name()),
            ended(user),
            move.update().password().orElseThrow()));
  }

  private ChangeResult rename(User user, UserChange.RenameUser rename) {
    Account old = user.account();
    Account named = new Account(rename.name(), old.role(), old.status(), old.grants());
    return person(user).equals(Optional.of(rename.person()))
        ? replace(
            user, Optional.empty(), new DirectoryUser(user.id(), named, ended(user), person(user)))
        : new ChangeResult.NotFound();
  }

  private ChangeResult learn(User user, UserChange.LearnPerson learn) {
    if (user instanceof LocalUser || person(user).isPresent()) {
      return new ChangeResult.NotFound();
    }
    return byPerson(learn.person()).isPresent()
        ? new ChangeResult.PersonTaken()
        : kept(
            new DirectoryUser(
                user.id(), user.account(), user.revision(), Optional.of(learn.person())));
  }

  private ChangeResult renew(User user, UserChange.RenewHash renew) {
    return user.revision().credentialVersion() == renew.credentialVersion()
            && user instanceof LocalUser
        ? kept(new LocalUser(user.id(), user.account(), user.revision(), renew.password()))
        : new ChangeResult.NotFound();
  }

  private ChangeResult delete(User user, UserChange.DeleteUser delete) {
    if (isOtherThan(user, delete.expectedVersion())) {
      return new ChangeResult.OtherVersion();
    }
    if (isLastAdministrator(user)) {
      return new ChangeResult.LastAdministrator();
    }
    users.remove(user.account().name());
    return new ChangeResult.Applied(user);
  }

  private ChangeResult replace(User before, Optional<Long> expectedVersion, User after) {
    if (isOtherThan(before, expectedVersion)) {
      return new ChangeResult.OtherVersion();
    }
    if (!isActiveAdministrator(after.account()) && isLastAdministrator(before)) {
      return new ChangeResult.LastAdministrator();
    }
    if (isAnother(Optional.ofNullable(users.get(after.account().name())), before)) {
      return new ChangeResult.NameTaken();
    }
    if (isAnother(person(after).flatMap(this::byPerson), before)) {
      return new ChangeResult.PersonTaken();
    }
    users.remove(before.account().name());
    return kept(after);
  }

  private static boolean isAnother(Optional<User> found, User than) {
    return found.filter(other -> !other.id().equals(than.id())).isPresent();
  }

  private Optional<User> byPerson(DirectoryId person) {
    return users.values().stream()
        .filter(user -> person(user).equals(Optional.of(person)))
        .findFirst();
  }

  private static Optional<DirectoryId> person(User user) {
    return switch (user) {
      case LocalUser _ -> Optional.empty();
      case DirectoryUser directory -> directory.person();
    };
  }

  private static Account account(User user, UserChange.UpdateUser update, Username name) {
    Account before = user.account();
    return new Account(
        name,
        update.role().orElse(before.role()),
        update.status().orElse(before.status()),
        update.grants().orElse(before.grants()));
  }

  private ChangeResult byId(UserId id, Function<User, ChangeResult> action) {
    return users.values().stream()
        .filter(user -> user.id().equals(id))
        .findFirst()
        .map(action)
        .orElseGet(ChangeResult.NotFound::new);
  }

  private ChangeResult kept(User user) {
    users.put(user.account().name(), user);
    return new ChangeResult.Applied(user);
  }

  private static boolean isOtherThan(User user, Optional<Long> expectedVersion) {
    return expectedVersion.filter(version -> version != user.revision().version()).isPresent();
  }

  private boolean isLastAdministrator(User user) {
    return isActiveAdministrator(user.account())
        && users.values().stream()
            .noneMatch(
                other -> !other.id().equals(user.id()) && isActiveAdministrator(other.account()));
  }

  private static boolean isActiveAdministrator(Account account) {
    return account.role() == Role.ADMINISTRATOR && account.status() == AccountStatus.ENABLED;
  }

  private Revision next(User user, Account after, Optional<PasswordHash> password) {
    boolean disabled =
        user.account().status() == AccountStatus.ENABLED
            && after.status() == AccountStatus.DISABLED;
    return revision(user, password.isPresent() || disabled ? 1 : 0);
  }

  private Revision ended(User user) {
    return revision(user, 1);
  }

  private Revision revision(User user, int credentialStep) {
    Revision revision = user.revision();
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
