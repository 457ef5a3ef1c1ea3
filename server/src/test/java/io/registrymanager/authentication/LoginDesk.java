package io.registrymanager.authentication;

import io.registrymanager.access.Grant;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.identity.Account;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.ChangeResult;
import io.registrymanager.identity.DirectoryId;
import io.registrymanager.identity.Origin;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserChange.CreateDirectoryUser;
import io.registrymanager.identity.UserChange.CreateUser;
import io.registrymanager.identity.UserChange.DeleteUser;
import io.registrymanager.identity.UserChange.UpdateUser;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import io.registrymanager.testkit.InMemoryUserStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An authenticator in front of a store in memory, with a clock of the test's own. */
final class LoginDesk implements AutoCloseable {
  private static final Origin TEST = new Origin(new Actor.Console(), "test", "test");

  /** Where logins come from unless a test says otherwise. */
  static final ClientAddress HERE = new ClientAddress("192.0.2.1");

  final InMemoryUserStore store = new InMemoryUserStore();
  final PasswordHasher hasher;
  final Authenticator authenticator;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Executor blocking = threads;
  // As on a real machine, where the clock's zero means nothing.
  private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);

  LoginDesk() {
    this(Hashing.settings());
  }

  LoginDesk(AuthenticationSettings settings) {
    this(settings, Hashing.unslowed());
  }

  /** With a directory. */
  LoginDesk(DirectoryLogins logins) {
    this(Hashing.settings(), Hashing.unslowed(), logins);
  }

  LoginDesk(AuthenticationSettings settings, SlowingSettings slowing) {
    this(settings, slowing, DirectoryLogins.none());
  }

  private LoginDesk(
      AuthenticationSettings settings, SlowingSettings slowing, DirectoryLogins logins) {
    hasher = new PasswordHasher(settings);
    authenticator =
        new Authenticator(
            store, hasher, settings, slowing, logins, task -> blocking.execute(task), nanos::get);
  }

  UserId create(String name, String password, String... grants) {
    return create(hasher, name, password, grants);
  }

  /** The same with a hash made by somebody else. */
  UserId create(PasswordHasher other, String name, String password, String... grants) {
    Account account = Account.enabled(new Username(name), Role.USER, grants(grants));
    var hash = other.hash(Secret.of(password)).toCompletableFuture().join();
    return applied(store.apply(new CreateUser(TEST, account, hash))).id();
  }

  /** Makes a user of the directory. */
  UserId create(String name, Optional<DirectoryId> person, String... grants) {
    Account account = Account.enabled(new Username(name), Role.USER, grants(grants));
    return applied(store.apply(new CreateDirectoryUser(TEST, account, person))).id();
  }

  void setPassword(UserId id, String password) {
    setHash(id, hasher.hash(Secret.of(password)).toCompletableFuture().join());
  }

  void setHash(UserId id, PasswordHash hash) {
    store.apply(
        new UpdateUser(
            TEST, id, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(hash)));
  }

  void setStatus(UserId id, AccountStatus status) {
    store.apply(
        new UpdateUser(
            TEST, id, Optional.empty(), Optional.of(status), Optional.empty(), Optional.empty()));
  }

  void setGrants(UserId id, String... grants) {
    store.apply(
        new UpdateUser(
            TEST,
            id,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new TreeSet<>(grants(grants))),
            Optional.empty()));
  }

  void delete(UserId id) {
    applied(store.apply(new DeleteUser(TEST, id)));
  }

  CompletableFuture<AuthenticationResult> begin(String name, String password) {
    return begin(HERE, name, password);
  }

  CompletableFuture<AuthenticationResult> begin(ClientAddress from, String name, String password) {
    return authenticator
        .authenticate(new Credentials.Basic(name, Secret.of(password)), from)
        .toCompletableFuture();
  }

  AuthenticationResult login(ClientAddress from, String name, String password) {
    return begin(from, name, password).orTimeout(30, TimeUnit.SECONDS).join();
  }

  AuthenticationResult login(String name, String password) {
    return begin(name, password).orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** How many hashes a login takes. */
  long hashesOfLogin(String name, String password) {
    long before = hasher.computed();
    login(name, password);
    return hasher.computed() - before;
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** From now on whatever would block runs there. */
  void blockOn(Executor executor) {
    blocking = executor;
  }

  @Override
  public void close() {
    hasher.close();
    threads.shutdownNow();
  }

  private static List<Grant> grants(String... texts) {
    return List.of(texts).stream().map(text -> Grant.parse(text).orElseThrow()).toList();
  }

  private static User applied(ChangeResult result) {
    if (result instanceof ChangeResult.Applied(User user)) {
      return user;
    }
    throw new IllegalStateException(result.toString());
  }
}
