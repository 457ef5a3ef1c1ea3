package io.registrymanager.server.tls;

import io.registrymanager.setting.Setting;
import io.registrymanager.setting.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether the public listener speaks TLS, and with which certificates.
 *
 * @param folder where the certificates lie; absent for plain HTTP
 * @param reload how often the folder is looked at
 * @param handshake a handshake must be complete so long after the connection
 * @param expiryWarning how long before its end a certificate is warned about
 * @param redirectPort where plain HTTP is answered with the way to TLS, if anywhere
 */
public record TlsSettings(
    Optional<Path> folder,
    Duration reload,
    Duration handshake,
    Duration expiryWarning,
    Optional<Integer> redirectPort) {
  private static final Setting<Path> FOLDER =
      Setting.path(
              "tls.folder",
              "Folder of certificates: `NAME.crt` or `NAME.pem` with `NAME.key`, or both in one `.pem`; makes the public listener speak TLS.")
          .followed();
  private static final Setting<Duration> RELOAD =
      Setting.duration("tls.reload", "How often that folder is looked at for changes.").or("5s");
  private static final Setting<Duration> HANDSHAKE =
      Setting.duration("tls.handshake-timeout", "For a TLS handshake, from the connection.")
          .or("10s");
  private static final Setting<Duration> EXPIRY_WARNING =
      Setting.duration(
              "tls.expiry-warning", "How long before its end a certificate is warned about.")
          .or("720h");

  private static final Setting<Integer> REDIRECT_PORT =
      Setting.port(
          "tls.redirect-port",
          "Port that answers plain HTTP with a redirect to `external-url`; none if not set.");

  /** The settings of this room. */
  public static List<Setting<?>> settings() {
    return List.of(FOLDER, RELOAD, HANDSHAKE, EXPIRY_WARNING, REDIRECT_PORT);
  }

  /** Reads them. */
  public static TlsSettings from(Values values) {
    return new TlsSettings(
        values.find(FOLDER),
        values.get(RELOAD),
        values.get(HANDSHAKE),
        values.get(EXPIRY_WARNING),
        values.find(REDIRECT_PORT));
  }
}
