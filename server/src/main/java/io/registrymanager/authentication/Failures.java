package io.registrymanager.authentication;

import io.registrymanager.authentication.AuthenticationResult.Unavailable;
import io.registrymanager.identity.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** Says of a failure why nothing could be found out; none of them is a verdict about a user. */
final class Failures {
  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final Duration BROKEN = Duration.ofSeconds(5);

  private Failures() {}

  static Unavailable explain(Throwable failure) {
    return switch (failure) {
      case CompletionException e when e.getCause() != null -> explain(e.getCause());
      case HashingBusyException _ -> new Unavailable(HashingBusyException.MESSAGE, BUSY);
      case UndecidedException e -> e.why();
      case StoreException e -> new Unavailable("store: " + e.getMessage(), BROKEN);
      default -> new Unavailable("authentication failed: " + failure, BROKEN);
    };
  }
}
