package io.registrymanager.app;

import io.registrymanager.setting.Setting;
import io.registrymanager.setting.Values;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What concerns the program as a whole.
 *
 * @param data the folder that holds everything to keep
 * @param adminSocket where the command line meets the server
 * @param externalUrl how clients name this server
 * @param contact whom a refused person should ask
 */
record ApplicationSettings(
    Path data, Path adminSocket, Optional<URI> externalUrl, Optional<String> contact) {
  // The kernel keeps 108 bytes for the path of a socket, and some systems 104.
  private static final int MAX_SOCKET_PATH = 100;

  private static final Setting<Path> DATA =
      Setting.path("data", "Folder for users, keys and everything else that is kept.").or("data");
  private static final Setting<Path> ADMIN_SOCKET =
      Setting.path(
          "admin.socket",
          "Unix socket between the command line and the server; `admin.sock` in the data folder if"
              + " not set.");
  private static final Setting<URI> EXTERNAL_URL =
      Setting.uri("external-url", "How clients reach this server, for links and redirects.");
  private static final Setting<String> CONTACT =
      Setting.text("contact", "Whom a refused person should ask; stands in every refusal.");

  static List<Setting<?>> settings() {
    return List.of(DATA, ADMIN_SOCKET, EXTERNAL_URL, CONTACT);
  }

  /** Reads them; fails in one sentence if the path of the socket is too long to be one. */
  static ApplicationSettings from(Values values) {
    Path data = values.get(DATA);
    return new ApplicationSettings(
        data,
        socket(values.find(ADMIN_SOCKET).orElse(data.resolve("admin.sock"))),
        values.find(EXTERNAL_URL),
        values.find(CONTACT));
  }

  private static Path socket(Path path) {
    int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_SOCKET_PATH) {
      throw new CommandFailure(
          "The path of the administration socket has "
              + bytes
              + " bytes and may have "
              + MAX_SOCKET_PATH
              + "; set admin.socket to a shorter one.");
    }
    return path;
  }
}
