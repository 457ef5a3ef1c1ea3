package io.registrymanager.store;

import io.registrymanager.setting.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the database is opened.
 *
 * @param lockWait how long to wait for another process to let go of the data folder
 * @param busyTimeout how long one statement waits for another program in the database, and a call
 *     for its turn
 * @param readers how many threads read at the same time, each with a connection of its own
 */
public record DatabaseSettings(Duration lockWait, Duration busyTimeout, int readers) {
  /** {@code store.lock-wait}. */
  public static final Setting<Duration> LOCK_WAIT =
      setting(
          "store.lock-wait",
          "duration",
          DatabaseSettings::duration,
          "5s",
          "How long to wait for another process to let go of the data folder.");

  /** {@code store.busy-timeout}. */
  public static final Setting<Duration> BUSY_TIMEOUT =
      setting(
          "store.busy-timeout",
          "duration",
          DatabaseSettings::duration,
          "5s",
          "How long a call waits for its turn at the database before it fails.");

  /** {@code store.readers}. */
  public static final Setting<Integer> READERS =
      setting(
          "store.readers",
          "number",
          DatabaseSettings::readers,
          "2",
          "How many threads read from the database at the same time.");

  /** What holds where nothing is set. */
  public static final DatabaseSettings DEFAULT =
      new DatabaseSettings(Duration.ofSeconds(5), Duration.ofSeconds(5), 2);

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");

  /**
   * @throws IllegalArgumentException if there is no reader
   */
  public DatabaseSettings {
    if (readers < 1) {
      throw new IllegalArgumentException("at least one reader is needed");
    }
  }

  /** The settings of this room. */
  public static List<Setting<?>> settings() {
    return List.of(LOCK_WAIT, BUSY_TIMEOUT, READERS);
  }

  private static <T> Setting<T> setting(
      String key, String type, Function<String, T> parser, String fallback, String description) {
    return new Setting<>(key, type, parser, Optional.of(fallback), description, List.of());
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a duration such as 500ms, 5s or 1m");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      default -> Duration.ofMinutes(amount);
    };
  }

  private static int readers(String text) {
    if (!text.matches("[1-9]|[1-5][0-9]|6[0-4]")) {
      throw new IllegalArgumentException("a number from 1 to 64");
    }
    return Integer.parseInt(text);
  }
}
