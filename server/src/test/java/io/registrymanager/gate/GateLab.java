package io.registrymanager.gate;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import io.registrymanager.testkit.RealRegistry;
import io.registrymanager.testkit.RecordedRequest;
import io.registrymanager.testkit.RecordingUpstream;
import io.registrymanager.testkit.RegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The whole program in front of a real registry, with somebody in between who writes down what the
 * registry was asked. Used by one thread.
 */
final class GateLab implements AutoCloseable {
  /** What nobody without rights on {@code secret} may ever receive. */
  static final String SECRET = "the bytes that only secret may have";

  private static final Pattern CODE = Pattern.compile("\"code\":\"([A-Z_]+)\"");

  final RealRegistry registry;
  final RecordingUpstream upstream;
  final TestingServer server;

  /** The digest of {@link #SECRET}, a blob of {@code secret/app}. */
  final String secretBlob;

  private GateLab(RealRegistry registry) {
    this.registry = registry;
    this.upstream = RecordingUpstream.before(registry.port());
    this.server = TestingServer.before(upstream.uri());
    this.secretBlob =
        registry.client().pushBlob("secret/app", SECRET.getBytes(StandardCharsets.UTF_8));
  }

  static GateLab open() {
    return open(RealRegistry.Kind.USUAL);
  }

  static GateLab open(RealRegistry.Kind kind) {
    return new GateLab(RealRegistry.start(kind));
  }

  /** A client that goes past the program. */
  RegistryClient direct() {
    return registry.client();
  }

  /** The header line of that user. */
  static String basic(Login login) {
    return RawHttp.basic(login.user(), login.password());
  }

  /** One request without a body, on a connection of its own. */
  RawResponse ask(String method, String target, String... headers) {
    return ask(method, target, new byte[0], headers);
  }

  /** One request on a connection of its own; a body has a length. */
  RawResponse ask(String method, String target, byte[] body, String... headers) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(server.host()).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    String text = head.append("\r\n") + new String(body, StandardCharsets.ISO_8859_1);
    try (RawHttp http = RawHttp.connect(server.port())) {
      http.send(text);
      return method.equals("HEAD") ? http.readWithoutBody() : http.read();
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + target, e);
    }
  }

  /** Everything that comes back for these bytes until the server closes. */
  String exchange(String bytes) {
    try (RawHttp http = RawHttp.connect(server.port())) {
      return http.send(bytes).readToEnd();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the registry was asked since {@link #forget}, as {@code GET /v2/...}. */
  List<String> asked() {
    return upstream.requests().stream().map(RecordedRequest::toString).toList();
  }

  void forget() {
    upstream.forget();
  }

  /** A fresh upload session of that repository, its state with it, begun past the program. */
  String session(String repository) {
    String location =
        direct()
            .send(
                "POST",
                "/v2/" + repository + "/blobs/uploads/",
                new byte[0],
                "application/octet-stream")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    return location.substring(location.indexOf("/v2/"));
  }

  /** The registry's error code in an answer, or an empty text. */
  static String code(RawResponse answer) {
    Matcher matcher = CODE.matcher(answer.text());
    return matcher.find() ? matcher.group(1) : "";
  }

  /** The value of a metric without labels. */
  double metric(String name) {
    return server.metric(name);
  }

  @Override
  public void close() {
    server.close();
    upstream.close();
    registry.close();
  }
}
