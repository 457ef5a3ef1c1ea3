package io.registrymanager.authentication;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out about credentials that nothing is remembered of. One look into the store and one hash,
 * whoever it is and whether or not there is such a user (trap 86).
 */
final class CredentialVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(CredentialVerifier.class);
  private static final Origin LOGIN = new Origin(new Actor.Program(), "login", "");

  private final UserStore store;
  private final PasswordHasher hasher;
  private final Executor blocking;
  private final NameEpochs epochs;
  private final Principals principals;

  CredentialVerifier(
      UserStore store,
      PasswordHasher hasher,
      Executor blocking,
      NameEpochs epochs,
      Principals principals) {
    this.store = store;
    this.hasher = hasher;
    this.blocking = blocking;
    this.epochs = epochs;
    this.principals = principals;
  }

  /** What these credentials are; fails if that cannot be found out. */
  CompletionStage<Verdict> verify(Credentials.Basic credentials) {
    Secret password = credentials.password();
    return Username.parse(credentials.name())
        .map(name -> verify(name, password))
        .orElseGet(() -> nobody(new Verdict.Impossible(), password));
  }

  private CompletionStage<Verdict> verify(Username name, Secret password) {
    // Before the store is asked: a user who is made meanwhile must not be taken for nobody.
    long epoch = epochs.of(name);
    return CompletableFuture.supplyAsync(() -> store.find(name), blocking)
        .thenCompose(
            found ->
                found
                    .map(user -> verify(user, password))
                    .orElseGet(() -> nobody(new Verdict.Unknown(name, epoch), password)));
  }

  private CompletionStage<Verdict> nobody(Verdict verdict, Secret password) {
    return hasher.verifyNobody(password).thenApply(_ -> verdict);
  }

  private CompletionStage<Verdict> verify(User user, Secret password) {
    // Read beside the hash, not behind it, where it would take longer than for nobody.
    CompletableFuture<Standing> standing = principals.of(user.id());
    return switch (user) {
      case LocalUser local ->
          hasher
              .verify(password, local.password())
              .thenCombine(standing, (match, _) -> verdict(local, password, match));
      case DirectoryUser directory ->
          nobody(
              new Verdict.Wrong(directory.id(), directory.revision().credentialVersion()),
              password);
    };
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
                LOG.info("The password hash of user {} is not renewed: {}", user.id(), failure);
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
