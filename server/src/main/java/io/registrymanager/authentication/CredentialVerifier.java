package io.registrymanager.authentication;

import io.registrymanager.authentication.DirectoryVerifier.Question;
import io.registrymanager.authentication.Verdict.Typed;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.ChangeResult;
import io.registrymanager.identity.DirectoryUser;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.Origin;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserChange.RenewHash;
import io.registrymanager.identity.UserStore;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out about credentials that nothing is remembered of. A name means the local user who bears
 * it, before anybody of the directory. For a name that nobody has, the directory is asked beside
 * the hash that a local user would cost, so that the time tells as little as can be (trap 86).
 */
final class CredentialVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(CredentialVerifier.class);
  private static final Origin LOGIN = new Origin(new Actor.Program(), "login", "");

  private final UserStore store;
  private final PasswordHasher hasher;
  private final Executor blocking;
  private final NameEpochs epochs;
  private final Principals principals;
  private final DirectoryVerifier directory;

  CredentialVerifier(
      UserStore store,
      PasswordHasher hasher,
      Executor blocking,
      NameEpochs epochs,
      Principals principals,
      DirectoryVerifier directory) {
    this.store = store;
    this.hasher = hasher;
    this.blocking = blocking;
    this.epochs = epochs;
    this.principals = principals;
    this.directory = directory;
  }

  /**
   * What these credentials are; fails if that cannot be found out.
   *
   * @param key what stands for them in memory
   */
  CompletionStage<Verdict> verify(Credentials.Basic credentials, CredentialKey key) {
    Optional<Username> name = Username.parse(credentials.name());
    // Before the store is asked: a user who is made meanwhile must not be taken for nobody.
    Typed typed = new Typed(name, name.map(epochs::of).orElse(0L));
    Question question = new Question(credentials, key, typed);
    return name.map(known -> verify(question, known)).orElseGet(() -> byDirectory(question));
  }

  private CompletionStage<Verdict> verify(Question question, Username name) {
    return CompletableFuture.supplyAsync(() -> store.find(name), blocking)
        .thenCompose(
            found ->
                found
                    .map(user -> verify(question, user))
                    .orElseGet(
                        () -> directory.owns(name) ? byDirectory(question) : byEither(question)));
  }

  private CompletionStage<Verdict> verify(Question question, User user) {
    return switch (user) {
      case LocalUser local -> verify(local, question.credentials().password());
      case DirectoryUser _ -> byDirectory(question);
    };
  }

  private CompletionStage<Verdict> verify(LocalUser user, Secret password) {
    // Read beside the hash, not behind it, where it would take longer than for nobody.
    CompletableFuture<Standing> standing = principals.of(user.id());
    return hasher
        .verify(password, user.password())
        .thenCombine(standing, (match, _) -> verdict(user, password, match));
  }

  /** The name can be no local user's, so that there is nothing to hide behind a hash at once. */
  private CompletionStage<Verdict> byDirectory(Question question) {
    return CompletableFuture.supplyAsync(() -> directory.verify(question), blocking)
        .thenCompose(
            verdict ->
                isNobody(verdict)
                    ? nobody(question).thenApply(_ -> verdict)
                    : CompletableFuture.completedFuture(verdict));
  }

  private CompletionStage<Verdict> byEither(Question question) {
    CompletionStage<PasswordMatch> hashed = nobody(question);
    return CompletableFuture.supplyAsync(() -> directory.verify(question), blocking)
        .thenCompose(
            verdict ->
                isNobody(verdict)
                    ? hashed.thenApply(_ -> verdict)
                    : CompletableFuture.completedFuture(verdict));
  }

  private static boolean isNobody(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Unknown _, Verdict.Impossible _ -> true;
      case Verdict.AboutUser _, Verdict.Shielded _, Verdict.Undecided _ -> false;
    };
  }

  private CompletionStage<PasswordMatch> nobody(Question question) {
    return hasher.verifyNobody(question.credentials().password());
  }

  private Verdict verdict(LocalUser user, Secret password, PasswordMatch match) {
    long version = user.revision().credentialVersion();
    return switch (match) {
      case MISMATCH -> new Verdict.Wrong(user.id(), version);
      case MATCH -> new Verdict.Proven(user.id(), version);
      case MATCH_BUT_WEAKER -> {
        renew(user, password);
        yield new Verdict.Proven(user.id(), version);
      }
    };
  }

  /** Best effort: a later login tries again, and nobody who is waiting for a hash waits longer. */
  private void renew(LocalUser user, Secret password) {
    if (user.account().status() == AccountStatus.ENABLED && hasher.isIdle()) {
      hasher
          .hash(password)
          .thenAcceptAsync(hash -> write(user, hash), blocking)
          .exceptionally(
              failure -> {
                LOG.info(
                    "The password hash of user {} is not renewed: {}",
                    user.id(),
                    String.valueOf(failure.getMessage()));
                return null;
              });
    }
  }

  private void write(LocalUser user, PasswordHash hash) {
    ChangeResult result =
        store.apply(new RenewHash(LOGIN, user.id(), user.revision().credentialVersion(), hash));
    switch (result) {
      case ChangeResult.Applied _ ->
          LOG.debug("The password hash of user {} is renewed", user.id());
      case ChangeResult.NotFound _,
          ChangeResult.NameTaken _,
          ChangeResult.LastAdministrator _,
          ChangeResult.PersonTaken _,
          ChangeResult.KeptElsewhere _,
          ChangeResult.OtherVersion _ ->
          LOG.debug("User {} has changed since, and needs no new hash", user.id());
    }
  }
}
