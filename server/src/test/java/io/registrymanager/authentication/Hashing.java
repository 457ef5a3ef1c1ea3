package io.registrymanager.authentication;

import io.registrymanager.testkit.Pause;
import java.time.Duration;

/** Cheap hashing for tests that are about everything but its cost. */
final class Hashing {
  private Hashing() {}

  static AuthenticationSettings settings() {
    return new AuthenticationSettings(
        64, 1, 1, 8, Duration.ofSeconds(60), Duration.ofSeconds(30), 1000);
  }

  /** For tests that guess a lot and are about something else. */
  static SlowingSettings unslowed() {
    return new SlowingSettings(1_000_000, Duration.ofSeconds(1), Duration.ofSeconds(60));
  }

  /** The same with another memory. */
  static AuthenticationSettings withMemory(int memory) {
    return new AuthenticationSettings(
        memory, 1, 1, 8, Duration.ofSeconds(60), Duration.ofSeconds(30), 1000);
  }

  /** Keeps the only hashing thread from hashing until it is released. */
  static Pause hold(PasswordHasher hasher) {
    Pause pause = new Pause();
    var _ =
        hasher.submit(
            _ -> {
              pause.hold();
              return pause;
            });
    pause.awaitReached();
    return pause;
  }
}
