package io.registrymanager.server;

import io.registrymanager.server.tls.TlsSettings;
import io.registrymanager.setting.Setting;
import io.registrymanager.setting.Values;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where we listen, and what a client may cost us.
 *
 * @param listen the public listener
 * @param management health and metrics
 * @param loops how many event loops
 * @param trustedProxies whose forwarding headers count
 * @param tls whether the public listener encrypts
 */
public record ServerSettings(
    InetSocketAddress listen,
    InetSocketAddress management,
    int loops,
    TrustedProxies trustedProxies,
    Limits limits,
    Patience patience,
    TlsSettings tls) {
  private static final Setting<InetAddress> ADDRESS =
      Setting.address("listen.address", "Where clients connect.").or("127.0.0.1");
  private static final Setting<Integer> PORT =
      Setting.port("listen.port", "Where clients connect.").or("5000");
  private static final Setting<Boolean> ALLOW_PLAINTEXT =
      Setting.bool(
              "listen.allow-plaintext",
              "Serve plain HTTP beyond this computer: passwords and images travel in the clear.")
          .or("false");
  private static final Setting<InetAddress> MANAGEMENT_ADDRESS =
      Setting.address("management.address", "Where health and metrics are asked for.")
          .or("127.0.0.1");
  private static final Setting<Integer> MANAGEMENT_PORT =
      Setting.port("management.port", "Where health and metrics are asked for.").or("5002");
  private static final Setting<Integer> LOOPS =
      Setting.of(
              "listen.loops",
              "auto or number",
              ServerSettings::loops,
              "Event loops; auto is one for each core.")
          .or("auto");
  private static final Setting<List<AddressRange>> TRUSTED_PROXIES =
      Setting.list(
              "trusted-proxies",
              "IP addresses and ranges",
              AddressRange::parse,
              "Proxies in front whose X-Forwarded-For and X-Forwarded-Proto are believed.")
          .or("");
  private static final Setting<Long> REQUEST_LINE =
      Setting.bytes("listen.request-line", "Longest request line; then 414.").or("16KiB");
  private static final Setting<Long> HEADERS =
      Setting.bytes("listen.headers", "All headers of a request together; then 431.").or("32KiB");
  private static final Setting<Long> AUTHORIZATION =
      Setting.bytes("listen.authorization", "Longest Authorization header; then 400.").or("8KiB");
  private static final Setting<Long> ENDPOINT_BODY =
      Setting.bytes("listen.endpoint-body", "Largest body of the management API; then 413.")
          .or("1MiB");
  private static final Setting<Long> ENDPOINT_BODIES =
      Setting.bytes(
              "listen.endpoint-bodies",
              "Memory for all bodies of the management API together; then 503.")
          .or("8MiB");
  private static final Setting<Long> INCOMPLETE_HEADS =
      Setting.bytes(
              "listen.incomplete-heads",
              "Memory for all heads that are not complete yet together; then 503.")
          .or("24MiB");
  private static final Setting<Long> LINGER_BYTES =
      Setting.bytes(
              "listen.linger-bytes",
              "Bytes thrown away behind an early answer, so that the client reads it.")
          .or("4MiB");
  private static final Setting<Duration> LINGER_TIME =
      Setting.duration("listen.linger-time", "How long they are waited for.").or("2s");
  private static final Setting<Duration> HEAD_TIMEOUT =
      Setting.duration("listen.head-timeout", "For a request head, from its first byte.").or("10s");
  private static final Setting<Duration> KEEP_ALIVE =
      Setting.duration("listen.keep-alive", "How long a connection may idle.").or("75s");
  private static final Setting<Duration> BODY_TIMEOUT =
      Setting.duration(
              "listen.body-timeout", "How long a body of the management API may stand still.")
          .or("30s");
  private static final Setting<Duration> SHUTDOWN_DELAY =
      Setting.duration(
              "shutdown.delay", "How long to accept connections after saying not to be ready.")
          .or("5s");
  private static final Setting<Duration> SHUTDOWN_DRAIN =
      Setting.duration("shutdown.drain", "How long transfers may then take to finish.").or("300s");

  /**
   * Sizes in bytes, the first four of one request.
   *
   * @param endpointBodies of all bodies of our own endpoints together
   * @param incompleteHeads of all heads that are not complete together
   * @param linger what is thrown away behind an early answer
   */
  public record Limits(
      int requestLine,
      int headers,
      int authorization,
      int endpointBody,
      long endpointBodies,
      long incompleteHeads,
      long linger) {}

  /**
   * Time limits.
   *
   * @param head a head must be complete so long after its first byte
   * @param keepAlive how long a connection may idle between requests
   * @param body how long a body for an endpoint of ours may stand still
   * @param linger how long the rest of a body is waited for behind an early answer
   * @param shutdownDelay how long we still accept after we said that we are not ready
   * @param drain how long transfers may finish after that
   */
  public record Patience(
      Duration head,
      Duration keepAlive,
      Duration body,
      Duration linger,
      Duration shutdownDelay,
      Duration drain) {}

  /** The settings of this room. */
  public static List<Setting<?>> settings() {
    return Stream.concat(own().stream(), TlsSettings.settings().stream()).toList();
  }

  private static List<Setting<?>> own() {
    return List.of(
        ADDRESS,
        PORT,
        ALLOW_PLAINTEXT,
        MANAGEMENT_ADDRESS,
        MANAGEMENT_PORT,
        LOOPS,
        TRUSTED_PROXIES,
        REQUEST_LINE,
        HEADERS,
        AUTHORIZATION,
        ENDPOINT_BODY,
        ENDPOINT_BODIES,
        INCOMPLETE_HEADS,
        LINGER_BYTES,
        LINGER_TIME,
        HEAD_TIMEOUT,
        KEEP_ALIVE,
        BODY_TIMEOUT,
        SHUTDOWN_DELAY,
        SHUTDOWN_DRAIN);
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if plain HTTP would be served beyond this computer without
   *     being asked for
   */
  public static ServerSettings from(Values values) {
    InetAddress address = values.get(ADDRESS);
    TlsSettings tls = TlsSettings.from(values);
    if (tls.folder().isEmpty() && !address.isLoopbackAddress() && !values.get(ALLOW_PLAINTEXT)) {
      throw new IllegalArgumentException(
          "listen.address %s is not this computer alone, and without TLS every password would travel in the clear; set tls.folder, or put TLS in front and listen on 127.0.0.1, or set listen.allow-plaintext=true"
              .formatted(address.getHostAddress()));
    }
    return new ServerSettings(
        new InetSocketAddress(address, values.get(PORT)),
        new InetSocketAddress(values.get(MANAGEMENT_ADDRESS), values.get(MANAGEMENT_PORT)),
        values.get(LOOPS),
        new TrustedProxies(values.get(TRUSTED_PROXIES)),
        new Limits(
            size(values, REQUEST_LINE),
            size(values, HEADERS),
            size(values, AUTHORIZATION),
            size(values, ENDPOINT_BODY),
            Math.max(values.get(ENDPOINT_BODIES), values.get(ENDPOINT_BODY)),
            values.get(INCOMPLETE_HEADS),
            values.get(LINGER_BYTES)),
        new Patience(
            values.get(HEAD_TIMEOUT),
            values.get(KEEP_ALIVE),
            values.get(BODY_TIMEOUT),
            values.get(LINGER_TIME),
            values.get(SHUTDOWN_DELAY),
            values.get(SHUTDOWN_DRAIN)),
        tls);
  }

  /** The port that clients connect to. */
  public static int publicPort(Values values) {
    return values.get(PORT);
  }

  private static int size(Values values, Setting<Long> setting) {
    return Math.toIntExact(Math.min(values.get(setting), Integer.MAX_VALUE / 4));
  }

  private static int loops(String text) {
    if (text.toLowerCase(Locale.ROOT).equals("auto")) {
      return Runtime.getRuntime().availableProcessors();
    }
    return Setting.integer("listen.loops", 1, 256, "").parser().apply(text);
  }
}
