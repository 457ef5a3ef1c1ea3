package io.registrymanager.store;

import io.registrymanager.setting.Setting;
import io.registrymanager.setting.Values;
import java.time.Duration;
import java.util.List;

/**
 * How the database is opened.
 *
 * @param lockWait how long to wait for another process to let go of the data folder
 * @param busyTimeout how long one statement waits for another program in the database, and a call
 *     for its turn
 * @param readers how many threads read at the same time, each with a connection of its own
 */
public record DatabaseSettings(Duration lockWait, Duration busyTimeout, int readers) {
  private static final Setting<Duration> LOCK_WAIT =
      Setting.duration(
              "store.lock-wait",
              "How long to wait for another process to let go of the data folder.")
          .or("5s");
  private static final Setting<Duration> BUSY_TIMEOUT =
      Setting.duration(
              "store.busy-timeout",
              "How long a call waits for its turn at the database before it fails.")
          .or("5s");
  private static final Setting<Integer> READERS =
      Setting.integer(
              "store.readers", 1, 64, "How many threads read from the database at the same time.")
          .or("2");

  /** What holds where nothing is set. */
  public static final DatabaseSettings DEFAULT =
      new DatabaseSettings(Duration.ofSeconds(5), Duration.ofSeconds(5), 2);

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

  /** Reads them. */
  public static DatabaseSettings from(Values values) {
    return new DatabaseSettings(
        values.get(LOCK_WAIT), values.get(BUSY_TIMEOUT), values.get(READERS));
  }
}
