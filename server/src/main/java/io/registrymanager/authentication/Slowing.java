package io.registrymanager.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.registrymanager.authentication.AuthenticationResult.Authenticated;
import io.registrymanager.authentication.AuthenticationResult.Evidence;
import io.registrymanager.authentication.AuthenticationResult.Rejected;
import io.registrymanager.authentication.AuthenticationResult.Slowed;
import io.registrymanager.authentication.AuthenticationResult.Unavailable;
import io.registrymanager.authentication.Guess.Place;
import io.registrymanager.authentication.Guess.Seat;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Slows whoever guesses passwords, and nobody else (traps 88 and 89). Failures count for a name at
 * one place, and for a place over different names; both begin with a few that are free. What
 * somebody does at one place never slows anybody at another. Where many share a place, a name that
 * was proven there within a day is not slowed by what others try, and the very credentials that
 * were proven there are not slowed at all: whoever guesses does not have those. Thread-safe, never
 * blocking, in bounded memory.
 */
final class Slowing {
  private static final Duration KNOWN_FOR = Duration.ofDays(1);

  private final SlowingSettings settings;
  private final CredentialKeys keys;
  private final Executor executor;
  private final Ticker ticker;
  private final Cache<Place, Lane> names;
  private final Cache<Source, Lane> sources;
  private final Cache<Place, Boolean> provenNames;
  private final Cache<Seat, Boolean> proven;
  private final ConcurrentMap<Seat, CompletableFuture<AuthenticationResult>> underWay =
      new ConcurrentHashMap<>();

  /**
   * Knows nothing yet.
   *
   * @param size how much of each kind is remembered
   * @param executor where those who had to wait for others go on
   */
  Slowing(
      SlowingSettings settings, int size, CredentialKeys keys, Executor executor, Ticker ticker) {
    this.settings = settings;
    this.keys = keys;
    this.executor = executor;
    this.ticker = ticker;
    names = bounded(size, ticker).expireAfterAccess(settings.forgivenAfter()).build();
    sources = bounded(size, ticker).expireAfterAccess(settings.forgivenAfter()).build();
    provenNames = bounded(size, ticker).expireAfterWrite(KNOWN_FOR).build();
    proven = bounded(size, ticker).expireAfterWrite(KNOWN_FOR).build();
  }

  private static Caffeine<Object, Object> bounded(int size, Ticker ticker) {
    return Caffeine.newBuilder().maximumSize(size).ticker(ticker).executor(Runnable::run);
  }

  /** Notes that these credentials are right, and known at their place for a day from now. */
  void verified(Guess guess) {
    proven.put(guess.seat(), true);
    provenNames.put(guess.place(keys), true);
  }

  /**
   * Has the credentials tried, or says when they may be. The same ones shown at the same place
   * meanwhile are not tried again.
   *
   * @param trial what it takes to find out; begun when it is this guess's turn
   */
  CompletableFuture<AuthenticationResult> guard(
      Guess guess, Supplier<CompletableFuture<AuthenticationResult>> trial) {
    CompletableFuture<AuthenticationResult> mine = new CompletableFuture<>();
    CompletableFuture<AuthenticationResult> others = underWay.putIfAbsent(guess.seat(), mine);
    if (others != null) {
      return others.thenApply(Slowing::remembered);
    }
    slowed(guess, trial)
        .exceptionally(Failures::explain)
        .whenComplete(
            (result, _) -> {
              underWay.remove(guess.seat(), mine);
              mine.complete(result);
            });
    return mine;
  }

  private CompletableFuture<AuthenticationResult> slowed(
      Guess guess, Supplier<CompletableFuture<AuthenticationResult>> trial) {
    if (proven.getIfPresent(guess.seat()) != null) {
      return begun(trial).thenApply(result -> reconsidered(guess, result));
    }
    Place place = guess.place(keys);
    CompletableFuture<Outcome> outcome =
        provenNames.getIfPresent(place) != null
            ? asName(guess, place, trial)
            : asSource(guess, place, trial);
    return outcome.thenApply(Outcome::result);
  }

  /** Credentials that were right once and are not any more are like any others from then on. */
  private AuthenticationResult reconsidered(Guess guess, AuthenticationResult result) {
    switch (result) {
      case Authenticated _ -> verified(guess);
      case Rejected _ -> proven.invalidate(guess.seat());
      case Unavailable _, Slowed _ -> {} // nothing was found out
    }
    return result;
  }

  /**
   * What came of it.
   *
   * @param failures how many the name has by now, if this is one of them; else 0
   */
  private record Outcome(AuthenticationResult result, int failures) {}

  private CompletableFuture<Outcome> asSource(
      Guess guess, Place place, Supplier<CompletableFuture<AuthenticationResult>> trial) {
    Lane lane = sources.get(guess.source(), _ -> new Lane(settings));
    return through(
        lane,
        () ->
            asName(guess, place, trial)
                .whenComplete((outcome, _) -> leave(lane, outcome == null ? 0 : outcome.failures)));
  }

  /** A place has as many failures as names that failed there. */
  private void leave(Lane source, int failuresOfName) {
    long now = ticker.read();
    switch (failuresOfName) {
      case 0 -> source.leave(now);
      case 1 -> source.leaveFailed(now);
      default -> source.leaveFailedAgain(now);
    }
  }

  private CompletableFuture<Outcome> asName(
      Guess guess, Place place, Supplier<CompletableFuture<AuthenticationResult>> trial) {
    Lane lane = names.get(place, _ -> new Lane(settings));
    return through(
        lane,
        () ->
            begun(trial)
                .exceptionally(Failures::explain)
                .thenApply(result -> new Outcome(result, left(lane, guess, result))));
  }

  private int left(Lane lane, Guess guess, AuthenticationResult result) {
    long now = ticker.read();
    switch (result) {
      case Authenticated _ -> {
        verified(guess);
        lane.leaveForgiven(now);
      }
      case Rejected rejected when rejected.evidence() == Evidence.FRESH -> {
        return lane.leaveFailed(now);
      }
      // Answered by what somebody else found out meanwhile, or not at all.
      case Rejected _, Unavailable _, Slowed _ -> {
        lane.leave(now);
      }
    }
    return 0;
  }

  private CompletableFuture<Outcome> through(
      Lane lane, Supplier<CompletableFuture<Outcome>> trial) {
    return switch (lane.enter(ticker.read())) {
      case Lane.Entry.Admitted _ -> trial.get();
      case Lane.Entry.Queued queued ->
          queued.turn().thenComposeAsync(_ -> through(lane, trial), executor);
      case Lane.Entry.Refused refused ->
          CompletableFuture.completedFuture(new Outcome(new Slowed(refused.retryAfter()), 0));
    };
  }

  /** A lane that was entered is left, whatever happens. */
  private static CompletableFuture<AuthenticationResult> begun(
      Supplier<CompletableFuture<AuthenticationResult>> trial) {
    try {
      return trial.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** For those who show what somebody has just shown. */
  private static AuthenticationResult remembered(AuthenticationResult result) {
    return switch (result) {
      // What is good for pulling alone stays so, whoever shows it.
      case Authenticated first when first.evidence() == Evidence.GRACE -> first;
      case Authenticated first -> new Authenticated(first.principal(), Evidence.REMEMBERED);
      case Rejected first -> new Rejected(first.reason(), Evidence.REMEMBERED, first.detail());
      case Unavailable unavailable -> unavailable;
      case Slowed slowed -> slowed;
    };
  }
}
