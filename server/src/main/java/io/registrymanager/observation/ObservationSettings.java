package io.registrymanager.observation;

import io.registrymanager.setting.Setting;
import io.registrymanager.setting.Values;
import java.util.List;

/** What can be set about observation. Immutable. */
public record ObservationSettings(AccessLogTarget accessLog) {
  private static final Setting<AccessLogTarget> ACCESS_LOG_FILE =
      Setting.of(
              "access-log.file",
              "file or off",
              AccessLogTarget::parse,
              "The file for one JSON line per request; standard output without it, and off for none.")
          .followed();

  /** Reads them. */
  public static ObservationSettings from(Values values) {
    return new ObservationSettings(
        values.find(ACCESS_LOG_FILE).orElseGet(AccessLogTarget.StandardOutput::new));
  }

  /** Every setting of this room. */
  public static List<Setting<?>> settings() {
    return List.of(ACCESS_LOG_FILE);
  }
}
