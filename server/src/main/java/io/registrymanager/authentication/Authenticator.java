package io.registrymanager.authentication;

import com.github.benmanes.caffeine.cache.Ticker;
import io.registrymanager.authentication.AuthenticationResult.Authenticated;
import io.registrymanager.authentication.AuthenticationResult.Evidence;
import io.registrymanager.authentication.AuthenticationResult.Reason;
import io.registrymanager.authentication.AuthenticationResult.Rejected;
import io.registrymanager.authentication.AuthenticationResult.Slowed;
import io.registrymanager.authentication.AuthenticationResult.Unavailable;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.UserStore;
import io.registrymanager.thread.Stages;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Turns credentials into a principal. Thread-safe.
 *
 * <p>What was found out is remembered in two caches: about credentials (right or wrong, by a keyed
 * hash; traps 84 and 85), and how each user stands. A remembered verdict names the version of the
 * credential, or the epoch of the name, that it rests on, and counts only while the user still
 * stands so; the store reports each change before whoever made it is answered. So nothing found out
 * before a change is an answer to a request that came after it.
 *
 * <p>For people of the directory, who change without telling, there is {@link #recheck}.
 *
 * <p>Whoever shows wrong ones again and again is slowed, before anything is asked or hashed; see
 * {@link Slowing}.
 */
public final class Authenticator {
  private static final int ATTEMPTS = 3;

  private final CredentialKeys keys = new CredentialKeys();
  private final NameEpochs epochs = new NameEpochs();
  private final AnswerCache<CredentialKey, Remembered> verdicts;
  private final Principals principals;
  private final CredentialVerifier verifier;
  private final Slowing slowing;
  private final Sightings sightings;
  private final Recheck recheck;

  /**
   * Listens to the store from now on.
   *
   * @param blocking where the store and the directory are asked; in production a virtual thread for
   *     each task
   */
  public Authenticator(
      UserStore store,
      PasswordHasher hasher,
      AuthenticationSettings settings,
      SlowingSettings slowing,
      DirectoryLogins logins,
      Executor blocking) {
    this(store, hasher, settings, slowing, logins, blocking, Ticker.systemTicker());
  }

  Authenticator(
      UserStore store,
      PasswordHasher hasher,
      AuthenticationSettings settings,
      SlowingSettings slowing,
      DirectoryLogins logins,
      Executor blocking,
      Ticker ticker) {
    this.slowing = new Slowing(slowing, settings.cacheSize(), keys, blocking, ticker);
    sightings = new Sightings(logins, settings.cacheSize(), ticker);
    recheck = new Recheck(logins.directory(), store, sightings);
    principals = new Principals(store, sightings::groupsOf, settings, blocking, ticker);
    DirectoryVerifier directory =
        new DirectoryVerifier(
            logins,
            new DirectoryAccounts(store, epochs, logins.newcomers()),
            new TriedPasswords(logins, settings, keys, blocking, ticker),
            sightings,
            settings.cacheSize(),
            ticker);
    verifier = new CredentialVerifier(store, hasher, blocking, epochs, principals, directory);
    VerdictLife life = new VerdictLife(settings, logins, ticker);
    verdicts =
        new AnswerCache<>(
            new AnswerCache.Bounds(settings.cacheSize(), life.longest()),
            ticker,
            remembered -> life.of(remembered.verdict()),
            failure -> new Remembered(new Verdict.Undecided(Failures.explain(failure))));
    store.onChange(
        changed -> {
          epochs.advance(changed.name());
          principals.drop(changed.id());
        });
  }

  /**
   * Asks the directory how everybody is who logged in lately, and ends the logins of whoever is
   * disabled, expired, locked or gone, or has another password. To be called twice a minute at
   * least; blocks.
   *
   * @param busy who is at work now: looked at too, however long ago the login was
   * @param gone told of each user whose account in the directory is over, so that what it was doing
   *     can be ended too
   */
  public void recheck(Collection<UserId> busy, Consumer<UserId> gone) {
    recheck.run(busy, gone);
  }

  /**
   * Authenticates; never blocks the caller, who may be an event loop. Completed on return when the
   * answer is remembered; else it completes later on another thread. Never completes exceptionally:
   * what could not be found out is {@link AuthenticationResult.Unavailable}.
   *
   * @param client where they come from: too many wrong ones from there are {@link
   *     AuthenticationResult.Slowed}, what is remembered excepted
   */
  public CompletionStage<AuthenticationResult> authenticate(
      Credentials credentials, ClientAddress client) {
    return switch (credentials) {
      case Credentials.None _ -> rejected(Reason.NO_CREDENTIALS, Evidence.FRESH);
      case Credentials.Unusable _ -> rejected(Reason.UNUSABLE_CREDENTIALS, Evidence.FRESH);
      case Credentials.Basic basic -> authenticate(basic, client);
    };
  }

  private CompletionStage<AuthenticationResult> authenticate(
      Credentials.Basic credentials, ClientAddress client) {
    // The parser lets none of these through; whoever else makes credentials gets no further
    // (traps 83 and 95).
    if (credentials.name().isEmpty()
        || credentials.name().indexOf('\0') >= 0
        || credentials.password().isEmpty()) {
      return rejected(Reason.UNUSABLE_CREDENTIALS, Evidence.FRESH);
    }
    Guess guess = new Guess(credentials, credentials.key(keys), Source.of(client));
    CompletableFuture<AuthenticationResult> result =
        verdicts
            .known(guess.key())
            .map(held -> remembered(guess, held))
            .orElseGet(() -> findOut(guess));
    return result.state() == Future.State.SUCCESS
        ? result
        : result.exceptionally(Failures::explain);
  }

  /** One look at credentials; there is another when the user changes meanwhile. */
  private record Attempt(Guess guess, int number, Evidence evidence) {}

  private CompletableFuture<AuthenticationResult> remembered(
      Guess guess, CompletableFuture<Remembered> held) {
    return Stages.compose(held, known -> remembered(guess, known));
  }

  private CompletableFuture<AuthenticationResult> remembered(Guess guess, Remembered known) {
    CompletableFuture<AuthenticationResult> settled =
        settle(new Attempt(guess, 0, Evidence.REMEMBERED), known.verdict());
    return Stages.compose(
        settled,
        result -> {
          if (result instanceof Authenticated && known.comesTo(guess.source())) {
            slowing.verified(guess);
          }
          return settled;
        });
  }

  /** Only here is anything tried, and so only here is anybody slowed. */
  private CompletableFuture<AuthenticationResult> findOut(Guess guess) {
    return slowing.guard(guess, () -> attempt(guess, 1));
  }

  private CompletableFuture<AuthenticationResult> attempt(Guess guess, int number) {
    Optional<CompletableFuture<Remembered>> known = verdicts.known(guess.key());
    Attempt attempt =
        new Attempt(guess, number, known.isPresent() ? Evidence.REMEMBERED : Evidence.FRESH);
    return known
        .orElseGet(
            () ->
                verdicts.get(
                    guess.key(),
                    () ->
                        verifier
                            .verify(guess.credentials(), guess.key())
                            .thenApply(Remembered::new)))
        .thenCompose(found -> settle(attempt, found.verdict()));
  }

  private CompletableFuture<AuthenticationResult> settle(Attempt attempt, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Undecided undecided -> completed(undecided.why());
      case Verdict.Impossible _ -> rejected(Reason.UNKNOWN_USER, attempt.evidence());
      case Verdict.Unknown unknown ->
          epochs.of(unknown.name()) == unknown.epoch()
              ? rejected(Reason.UNKNOWN_USER, attempt.evidence())
              : again(attempt, verdict);
      case Verdict.Shielded(Duration retryAfter) -> completed(new Slowed(retryAfter));
      case Verdict.ByDirectory about when !about.typed().isStillIn(epochs) ->
          again(attempt, verdict);
      case Verdict.LetIn in ->
          sighting(in.login())
              .filter(seen -> !sightings.isStale(seen))
              .map(seen -> settle(attempt, in, principals.of(in.id(), seen.person().groups())))
              .orElseGet(() -> again(attempt, verdict));
      case Verdict.LetInLately in ->
          sighting(in.login())
              .map(seen -> settle(attempt, in, principals.of(in.id(), seen.person().groups())))
              .orElseGet(() -> again(attempt, verdict));
      case Verdict.AboutUser about -> settle(attempt, about, principals.of(about.id()));
    };
  }

  private Optional<Sighting> sighting(Verdict.Login login) {
    return sightings.behind(login.person(), login.generation());
  }

  private CompletableFuture<AuthenticationResult> settle(
      Attempt attempt, Verdict.AboutUser about, CompletableFuture<Standing> of) {
    return Stages.compose(
        of,
        standing ->
            switch (standing) {
              case Standing.Unreadable unreadable -> completed(unreadable.why());
              case Standing.Present present
                  when present.credentialVersion() == about.credentialVersion() ->
                  completed(answer(about, present, attempt.evidence()));
              case Standing.Present _, Standing.Gone _ -> again(attempt, about);
            });
  }

  /** The user has changed since that verdict: it is forgotten, and found anew. */
  private CompletableFuture<AuthenticationResult> again(Attempt attempt, Verdict outdated) {
    Guess guess = attempt.guess();
    verdicts.drop(guess.key(), held -> held.verdict().equals(outdated));
    if (attempt.number() == 0) {
      return findOut(guess);
    }
    return attempt.number() < ATTEMPTS
        ? attempt(guess, attempt.number() + 1)
        : completed(
            new Unavailable("the account changes while it is verified", Duration.ofSeconds(1)));
  }

  private static AuthenticationResult answer(
      Verdict.AboutUser verdict, Standing.Present present, Evidence evidence) {
    return switch (verdict) {
      case Verdict.Wrong _ -> new Rejected(Reason.WRONG_PASSWORD, evidence);
      case Verdict.KeptOut out -> new Rejected(out.reason(), evidence, out.detail());
      case Verdict.Proven _, Verdict.LetIn _ -> enabled(present, evidence);
      case Verdict.LetInLately _ -> enabled(present, Evidence.GRACE);
    };
  }

  private static AuthenticationResult enabled(Standing.Present present, Evidence evidence) {
    return switch (present.status()) {
      case ENABLED -> new Authenticated(present.principal(), evidence);
      case DISABLED -> new Rejected(Reason.DISABLED, evidence);
    };
  }

  private static CompletableFuture<AuthenticationResult> rejected(
      Reason reason, Evidence evidence) {
    return completed(new Rejected(reason, evidence));
  }

  private static CompletableFuture<AuthenticationResult> completed(AuthenticationResult result) {
    return CompletableFuture.completedFuture(result);
  }
}
