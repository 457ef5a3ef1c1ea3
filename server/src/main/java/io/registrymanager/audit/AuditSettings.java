package io.registrymanager.audit;

import io.registrymanager.setting.Setting;
import io.registrymanager.setting.Values;
import java.time.Duration;
import java.util.List;

/**
 * What can be set about the audit.
 *
 * @param retention how long entries are kept
 */
public record AuditSettings(Duration retention) {
  private static final Setting<Duration> RETENTION =
      Setting.duration("audit.retention", "How long audit entries are kept.").or("400d");

  /** Reads them. */
  public static AuditSettings from(Values values) {
    return new AuditSettings(values.get(RETENTION));
  }

  /** Every setting of this room. */
  public static List<Setting<?>> settings() {
    return List.of(RETENTION);
  }
}
