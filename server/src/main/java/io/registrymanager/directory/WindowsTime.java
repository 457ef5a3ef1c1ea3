package io.registrymanager.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The directory's times: steps of 100 ns since 1601, and spans of them written negative. */
final class WindowsTime {
  private static final long STEPS_PER_SECOND = 10_000_000;
  private static final long SECONDS_TO_1970 = 11_644_473_600L;
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private WindowsTime() {}

  /** The moment; nothing where the value is missing, 0 or the largest there is: never. */
  static Optional<Instant> moment(@Nullable String text) {
    long steps = number(text);
    if (steps <= 0 || steps == Long.MAX_VALUE) {
      return Optional.empty();
    }
    return Optional.of(
        Instant.ofEpochSecond(
            steps / STEPS_PER_SECOND - SECONDS_TO_1970, steps % STEPS_PER_SECOND * 100));
  }

  /** The span; nothing at all where the value is missing. */
  static Duration span(@Nullable String text) {
    long steps = number(text);
    return steps == Long.MIN_VALUE
        ? FOR_EVER
        : Duration.ofSeconds(Math.abs(steps) / STEPS_PER_SECOND);
  }

  private static long number(@Nullable String text) {
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
