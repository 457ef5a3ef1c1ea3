package io.registrymanager.upstream;

import io.registrymanager.secret.Secret;
import io.registrymanager.setting.Setting;
import io.registrymanager.setting.Values;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where the registry is, and how long and how often we ask.
 *
 * @param url scheme, host and port; no path, for the registry answers with paths from its own root
 * @param caFile the authorities whose certificates are believed with https; those of Java if absent
 * @param login what we say we are; absent when the registry asks nobody
 */
public record UpstreamSettings(
    URI url, Optional<Path> caFile, Optional<Login> login, Limits limits, Patience patience) {
  private static final Setting<URI> URL =
      Setting.uri(
              "upstream.url",
              "The registry, `http://HOST:PORT` or `https://HOST:PORT`, without a path.")
          .required()
          .followed();
  private static final Setting<Path> CA_FILE =
      Setting.path(
          "upstream.ca-file",
          "Certificates of the authorities to believe when the registry is spoken to with https; Java's own if not set.");
  private static final Setting<String> USERNAME =
      Setting.text("upstream.username", "The user that the registry knows this proxy by.");
  private static final Setting<Secret> PASSWORD =
      Setting.secret("upstream.password", "Its password.");
  private static final Setting<Integer> CONNECTIONS =
      Setting.integer("upstream.connections", 1, 65_536, "Connections to the registry, at most.")
          .or("1024");
  private static final Setting<Integer> WAITING =
      Setting.integer(
              "upstream.waiting",
              0,
              1_000_000,
              "Requests that may wait for a connection before further ones get 503.")
          .or("4096");
  private static final Setting<Duration> CONNECT_TIMEOUT =
      Setting.duration("upstream.connect-timeout", "For a connection to the registry; then 503.")
          .or("2s");
  private static final Setting<Duration> CONNECTION_WAIT =
      Setting.duration("upstream.connection-wait", "For a free connection; then 503.").or("10s");
  private static final Setting<Duration> ANSWER_TIMEOUT =
      Setting.duration("upstream.answer-timeout", "For the head of an answer; then 504.").or("60s");
  private static final Setting<Duration> FINISH_TIMEOUT =
      Setting.duration(
              "upstream.finish-timeout",
              "For the answer to the end of an upload, when the registry hashes the whole blob.")
          .or("900s");
  private static final Setting<Duration> IDLE =
      Setting.duration(
              "upstream.idle",
              "How long an unused connection is kept; less than the registry does.")
          .or("30s");

  /** The user that the registry knows us by. */
  public record Login(String username, Secret password) {
    /** The value of an {@code Authorization} header. */
    public String authorization() {
      byte[] user = (username + ":").getBytes(StandardCharsets.UTF_8);
      return password.reveal(
          bytes -> {
            byte[] both = Arrays.copyOf(user, user.length + bytes.length);
            System.arraycopy(bytes, 0, both, user.length, bytes.length);
            return "Basic " + Base64.getEncoder().encodeToString(both);
          });
    }
  }

  /**
   * How many connections.
   *
   * @param connections over all event loops together
   * @param waiting requests that wait for one, over all event loops together
   */
  public record Limits(int connections, int waiting) {}

  /**
   * How long to wait.
   *
   * @param forConnection for a free connection, when all are busy
   * @param head for the head of an answer
   * @param finish for the head of the answer to the end of an upload, when the registry hashes the
   *     whole blob
   * @param idle how long an unused connection is kept; below the registry's own
   */
  public record Patience(
      Duration connect, Duration forConnection, Duration head, Duration finish, Duration idle) {}

  /**
   * @throws IllegalArgumentException if the URL is not an origin
   */
  public UpstreamSettings {
    String path = url.getRawPath();
    boolean origin =
        ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
            && url.getHost() != null
            && (path == null || path.isEmpty() || path.equals("/"))
            && url.getRawQuery() == null
            && url.getRawUserInfo() == null;
    if (!origin) {
      throw new IllegalArgumentException(
          "upstream.url must be http://HOST:PORT or https://HOST:PORT, without path, query or user");
    }
    if (caFile.isPresent() && "http".equals(url.getScheme())) {
      throw new IllegalArgumentException(
          "upstream.ca-file is given, but upstream.url begins with http: nothing would be checked");
    }
  }

  /** The settings of this room. */
  public static List<Setting<?>> settings() {
    return List.of(
        URL,
        CA_FILE,
        USERNAME,
        PASSWORD,
        CONNECTIONS,
        WAITING,
        CONNECT_TIMEOUT,
        CONNECTION_WAIT,
        ANSWER_TIMEOUT,
        FINISH_TIMEOUT,
        IDLE);
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if they do not fit together
   */
  public static UpstreamSettings from(Values values) {
    return new UpstreamSettings(
        values.get(URL),
        values.find(CA_FILE),
        login(values.find(USERNAME), values.find(PASSWORD)),
        new Limits(values.get(CONNECTIONS), values.get(WAITING)),
        new Patience(
            values.get(CONNECT_TIMEOUT),
            values.get(CONNECTION_WAIT),
            values.get(ANSWER_TIMEOUT),
            values.get(FINISH_TIMEOUT),
            values.get(IDLE)));
  }

  private static Optional<Login> login(Optional<String> username, Optional<Secret> password) {
    if (username.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException(
          "upstream.username and upstream.password are given together or not at all");
    }
    return username.flatMap(name -> password.map(secret -> new Login(name, secret)));
  }

  /** The same, but waiting no longer than that for an answer's head. */
  UpstreamSettings waiting(Duration head) {
    Patience shorter =
        new Patience(
            patience.connect(), patience.forConnection(), head, patience.finish(), patience.idle());
    return new UpstreamSettings(url, caFile, login, limits, shorter);
  }

  /** Whether it is spoken to with TLS. */
  public boolean isEncrypted() {
    return "https".equals(url.getScheme());
  }

  /** The port, the scheme's own if the URL names none. */
  public int port() {
    int usual = isEncrypted() ? 443 : 80;
    return url.getPort() < 0 ? usual : url.getPort();
  }

  /** Host and port as they stand in a {@code Host} header. */
  public String authority() {
    return url.getRawAuthority();
  }
}
