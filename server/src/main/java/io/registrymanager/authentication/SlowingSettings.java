package io.registrymanager.authentication;

import io.registrymanager.setting.Setting;
import io.registrymanager.setting.Values;
import java.time.Duration;
import java.util.List;

/**
 * How whoever guesses passwords is slowed.
 *
 * @param free how many failures cost nothing
 * @param firstWait how long to wait after those; it doubles with each further failure
 * @param longestWait and grows no longer than this
 */
public record SlowingSettings(int free, Duration firstWait, Duration longestWait) {
  private static final Setting<Integer> FREE =
      Setting.integer(
              "authentication.free-failures",
              1,
              1_000_000,
              "How many failed logins of one name from one place, and of different names from one"
                  + " place, cost no wait.")
          .or("5");
  private static final Setting<Duration> FIRST_WAIT =
      Setting.duration(
              "authentication.first-wait",
              "How long a place waits after those before it may try again (429); doubles with each"
                  + " further failure.")
          .or("1s");
  private static final Setting<Duration> LONGEST_WAIT =
      Setting.duration(
              "authentication.longest-wait",
              "How far the wait grows; after 15 times as long without a failure all is forgotten.")
          .or("60s");

  /** How many waits of the longest kind make a failure forgotten. */
  private static final int FORGIVEN_AFTER = 15;

  private static final int MOST_DOUBLINGS = 30;
  private static final Duration A_DAY = Duration.ofDays(1);

  /** The settings of slowing. */
  public static List<Setting<?>> settings() {
    return List.of(FREE, FIRST_WAIT, LONGEST_WAIT);
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if a wait would be longer than a day
   */
  public static SlowingSettings from(Values values) {
    Duration longest = values.get(LONGEST_WAIT);
    if (longest.compareTo(A_DAY) > 0) {
      throw new IllegalArgumentException(LONGEST_WAIT.key() + " must not be longer than a day");
    }
    return new SlowingSettings(values.get(FREE), values.get(FIRST_WAIT), longest);
  }

  /** How long to wait after so many failures. */
  Duration waitAfter(int failures) {
    if (failures < free) {
      return Duration.ZERO;
    }
    if (firstWait.compareTo(longestWait) >= 0) {
      return longestWait;
    }
    Duration doubled = firstWait.multipliedBy(1L << Math.min(failures - free, MOST_DOUBLINGS));
    return doubled.compareTo(longestWait) < 0 ? doubled : longestWait;
  }

  /**
   * When failures do not count any more. Far enough behind the longest wait that stopping for so
   * long, to begin again with the free ones, is slower than going on.
   */
  Duration forgivenAfter() {
    return longestWait.multipliedBy(FORGIVEN_AFTER);
  }
}
