package io.registrymanager.catalog;

import io.registrymanager.secret.Secret;
import io.registrymanager.setting.Setting;
import io.registrymanager.setting.Values;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the index of repositories is kept true.
 *
 * @param crawlInterval from the beginning of one crawl to that of the next; zero: none without
 *     demand
 * @param looksPerSecond repositories whose tags are counted in one second, at most
 * @param crawlShare how much of the time the registry is kept busy with its list, in percent, once
 *     it was read for the first time
 * @param notificationSecret what the registry says when it tells us of its changes; absent, it is
 *     not listened to
 */
public record CatalogSettings(
    Duration crawlInterval,
    int looksPerSecond,
    int crawlShare,
    Optional<Secret> notificationSecret) {
  private static final Setting<Duration> CRAWL_INTERVAL =
      Setting.duration(
              "catalog.crawl-interval",
              "How often the registry's own list is read, for what changed behind our back; with 0s only on demand.")
          .or("1h");
  private static final Setting<Integer> LOOKS_PER_SECOND =
      Setting.integer(
              "catalog.looks-per-second",
              1,
              100_000,
              "How many repositories are looked into each second of a crawl, to count their tags.")
          .or("100");
  private static final Setting<Integer> CRAWL_SHARE =
      Setting.integer(
              "catalog.crawl-share",
              1,
              100,
              "How much of the time of a crawl, in percent, the registry may work on its list; the rest is pauses. The first crawl takes none.")
          .or("20");
  private static final Setting<Secret> NOTIFICATION_SECRET =
      Setting.secret(
          "catalog.notification-secret",
          "The bearer token that the registry sends with its notifications; without it they are not taken.");

  /**
   * @throws IllegalArgumentException if there is hardly any time between two crawls
   */
  public CatalogSettings {
    if (!crawlInterval.isZero() && crawlInterval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("catalog.crawl-interval must be 0s, or at least 1s");
    }
  }

  /** Whether crawls begin by themselves; else the registry answers until somebody demands one. */
  boolean crawls() {
    return !crawlInterval.isZero();
  }

  /** The settings of this room. */
  public static List<Setting<?>> settings() {
    return List.of(CRAWL_INTERVAL, LOOKS_PER_SECOND, CRAWL_SHARE, NOTIFICATION_SECRET);
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if one cannot be
   */
  public static CatalogSettings from(Values values) {
    return new CatalogSettings(
        values.get(CRAWL_INTERVAL),
        values.get(LOOKS_PER_SECOND),
        values.get(CRAWL_SHARE),
        values.find(NOTIFICATION_SECRET));
  }
}
