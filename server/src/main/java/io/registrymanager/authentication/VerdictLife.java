package io.registrymanager.authentication;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** How long a verdict is remembered. */
record VerdictLife(AuthenticationSettings settings, DirectoryLogins logins, Ticker ticker) {
  Duration of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Proven _ -> settings.cacheLife();
      // From the proof on, which may have been for another form of the name.
      case Verdict.LetIn in ->
          atLeastNothing(logins.cacheLife().minusNanos(ticker.read() - in.login().provenAt()));
      case Verdict.LetInLately in -> in.askAgain();
      case Verdict.Shielded(Duration retryAfter) ->
          retryAfter.compareTo(settings.wrongPasswordLife()) < 0
              ? retryAfter
              : settings.wrongPasswordLife();
      case Verdict.Wrong _, Verdict.KeptOut _, Verdict.Unknown _, Verdict.Impossible _ ->
          settings.wrongPasswordLife();
      case Verdict.Undecided _ -> Duration.ZERO;
    };
  }

  /** Of these none is remembered for longer. */
  Duration longest() {
    return Collections.max(
        List.of(
            settings.cacheLife(),
            settings.wrongPasswordLife(),
            logins.cacheLife(),
            DirectoryVerifier.LATER));
  }

  private static Duration atLeastNothing(Duration left) {
    return left.isNegative() ? Duration.ZERO : left;
  }
}
