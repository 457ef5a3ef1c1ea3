package io.registrymanager.observation;

import io.registrymanager.setting.Setting;
import java.util.List;
import java.util.Optional;

/** What can be set about observation. Immutable. */
public record ObservationSettings(AccessLogTarget accessLog) {
  /** Where the access log goes. */
  public static final Setting<AccessLogTarget> ACCESS_LOG_FILE =
      new Setting<>(
          "access-log.file",
          "file or off",
          AccessLogTarget::parse,
          Optional.empty(),
          "The file for one JSON line per request; standard output without it, and off for none.",
          List.of());

  /** The settings as given, standard output where nothing is. */
  public static ObservationSettings of(Optional<AccessLogTarget> accessLog) {
    return new ObservationSettings(accessLog.orElseGet(AccessLogTarget.StandardOutput::new));
  }

  /** Every setting of this room. */
  public static List<Setting<?>> settings() {
    return List.of(ACCESS_LOG_FILE);
  }
}
