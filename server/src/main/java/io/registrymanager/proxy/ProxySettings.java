package io.registrymanager.proxy;

import io.registrymanager.setting.Setting;
import io.registrymanager.setting.Values;
import java.time.Duration;
import java.util.List;

/**
 * How much and how long.
 *
 * @param bodyIdle how long a body may stand still on either side; there is no limit on the whole
 * @param largestManifest bytes of a manifest; distribution's own limit is 4 MiB, and it answers a
 *     larger one with a reset (trap 80)
 * @param bodyMemory bytes that all bodies in flight may hold together
 * @param splice which bodies the kernel may move by itself
 */
public record ProxySettings(
    Duration bodyIdle, long largestManifest, long bodyMemory, Splicing.Mode splice) {
  private static final Setting<Duration> BODY_IDLE =
      Setting.duration(
              "proxy.body-idle",
              "How long a body may stand still on either side; the whole may take any time.")
          .or("300s");
  private static final Setting<Long> LARGEST_MANIFEST =
      Setting.bytes("proxy.largest-manifest", "Largest manifest that is taken; then 413.")
          .or("4MiB");
  private static final Setting<Long> BODY_MEMORY =
      Setting.bytes(
              "proxy.body-memory",
              "Memory that all bodies in flight share; below the direct memory of the process.")
          .or("64MiB");

  private static final Setting<Splicing.Mode> SPLICE =
      Setting.choice(
              "proxy.splice",
              Splicing.Mode.class,
              "Which bodies between plain connections the kernel moves by itself: large ones, none, or"
                  + " all of known length (for tests).")
          .or("auto");

  /** The settings of this room. */
  public static List<Setting<?>> settings() {
    return List.of(BODY_IDLE, LARGEST_MANIFEST, BODY_MEMORY, SPLICE);
  }

  /** Reads them. */
  public static ProxySettings from(Values values) {
    return new ProxySettings(
        values.get(BODY_IDLE),
        values.get(LARGEST_MANIFEST),
        values.get(BODY_MEMORY),
        values.get(SPLICE));
  }
}
