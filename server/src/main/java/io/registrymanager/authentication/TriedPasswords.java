package io.registrymanager.authentication;

import com.github.benmanes.caffeine.cache.Ticker;
import io.registrymanager.authentication.AuthenticationResult.Unavailable;
import io.registrymanager.identity.Directory.Outage;
import io.registrymanager.identity.Directory.Proof;
import io.registrymanager.identity.DirectoryPerson;
import io.registrymanager.secret.Secret;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Remembers what the directory said to a person's password, whatever form of the name was typed: a
 * stale one in a job reaches the directory once a minute (trap 85), and a right one is asked for
 * once by all who wait. Thread-safe.
 */
final class TriedPasswords {
  private final DirectoryLogins logins;
  private final CredentialKeys keys;
  private final Executor blocking;
  private final Ticker ticker;
  private final AnswerCache<CredentialKey, Tried> tried;

  TriedPasswords(
      DirectoryLogins logins,
      AuthenticationSettings settings,
      CredentialKeys keys,
      Executor blocking,
      Ticker ticker) {
    this.logins = logins;
    this.keys = keys;
    this.blocking = blocking;
    this.ticker = ticker;
    Duration wrongLife = settings.wrongPasswordLife();
    tried =
        new AnswerCache<>(
            new AnswerCache.Bounds(
                settings.cacheSize(), Collections.max(List.of(logins.cacheLife(), wrongLife))),
            ticker,
            answer -> life(answer.proof(), wrongLife),
            TriedPasswords::failed);
  }

  /** What the directory says, or said a short while ago. Never fails. */
  CompletableFuture<Tried> of(DirectoryPerson person, Secret password) {
    CredentialKey key = keys.of(person.id(), password);
    return tried
        .get(key, () -> ask(person, password))
        .thenCompose(
            answer -> {
              if (answer.holdsFor(person)) {
                return CompletableFuture.completedFuture(answer);
              }
              tried.drop(key, answer::equals);
              return tried.get(key, () -> ask(person, password));
            });
  }

  private CompletableFuture<Tried> ask(DirectoryPerson person, Secret password) {
    return CompletableFuture.supplyAsync(
        () -> Tried.of(person, logins.directory().prove(person, password), ticker.read()),
        blocking);
  }

  private static Tried failed(Throwable failure) {
    Unavailable why = Failures.explain(failure);
    Outage outage = new Outage(why.reason(), why.retryAfter());
    return new Tried(
        DirectoryPerson.State.ACTIVE, Optional.empty(), new Proof.Unreachable(outage), 0);
  }

  private Duration life(Proof proof, Duration wrongLife) {
    return switch (proof) {
      case Proof.Proven _ -> logins.cacheLife();
      case Proof.Refused _ -> wrongLife;
      case Proof.Shielded(Duration retryAfter) ->
          retryAfter.compareTo(wrongLife) < 0 ? retryAfter : wrongLife;
      case Proof.Unreachable _ -> Duration.ZERO;
    };
  }
}
