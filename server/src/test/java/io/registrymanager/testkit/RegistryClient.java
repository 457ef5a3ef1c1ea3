package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLParameters;

/**
 * A plain well-behaved client of the registry API, to fill a registry and to look into it past any
 * proxy. Follows no redirects. Thread-safe.
 */
public final class RegistryClient implements AutoCloseable {
  private static final String OCTETS = "application/octet-stream";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final URI base;
  private final Optional<Login> login;
  private final HttpClient http;

  private RegistryClient(URI base, Optional<Login> login, HttpClient.Builder http) {
    this.base = base;
    this.login = login;
    this.http =
        http.version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** A client without credentials of {@code http://HOST:PORT}. */
  public static RegistryClient of(URI base) {
    return new RegistryClient(base, Optional.empty(), HttpClient.newBuilder());
  }

  /** A client that sends these credentials with every request. */
  public static RegistryClient of(URI base, Login login) {
    return new RegistryClient(base, Optional.of(login), HttpClient.newBuilder());
  }

  /**
   * A client of {@code https://HOST:PORT} that believes these authorities alone.
   *
   * @param protocols such as {@code TLSv1.3}; with none, Java's choice
   */
  public static RegistryClient trusting(
      Path authorities, URI base, Optional<Login> login, String... protocols) {
    HttpClient.Builder http = HttpClient.newBuilder().sslContext(Trust.in(authorities));
    if (protocols.length > 0) {
      SSLParameters parameters = new SSLParameters();
      parameters.setProtocols(protocols);
      http.sslParameters(parameters);
    }
    return new RegistryClient(base, login, http);
  }

  /** Asks for a path, with the manifest types that clients accept. */
  public HttpResponse<byte[]> get(String path) {
    return send(request(path).GET());
  }

  /** Any request with a body; the target may be absolute, as in a {@code Location}. */
  public HttpResponse<byte[]> send(String method, String target, byte[] body, String type) {
    return send(
        request(target)
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  /** Whether a GET of this path is answered with 200. */
  public boolean has(String path) {
    return get(path).statusCode() == 200;
  }

  /**
   * Pushes an image whose layer depends on repository and tag alone, so that two repositories share
   * nothing.
   *
   * @throws AssertionError when the registry refuses any of it
   */
  public SmallImage pushImage(String repository, String tag) {
    String content = repository + ":" + tag;
    byte[] layer = ImageBytes.layer(content);
    byte[] config = ImageBytes.config(digest(ImageBytes.archive(content)));
    String layerDigest = pushBlob(repository, layer);
    String configDigest = pushBlob(repository, config);
    byte[] manifest = ImageBytes.manifest(configDigest, config.length, layerDigest, layer.length);
    pushManifest(repository, tag, SmallImage.MANIFEST_TYPE, manifest);
    return new SmallImage(repository, tag, digest(manifest), configDigest, layerDigest);
  }

  /**
   * Pushes a blob in one piece.
   *
   * @return its digest
   * @throws AssertionError when the registry refuses it
   */
  public String pushBlob(String repository, byte[] content) {
    String digest = digest(content);
    String session =
        expect(202, send("POST", "/v2/" + repository + "/blobs/uploads/", new byte[0], OCTETS))
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new AssertionError("An upload began without a Location."));
    String closing = session + (session.contains("?") ? "&" : "?") + "digest=" + digest;
    expect(201, send("PUT", closing, content, OCTETS));
    return digest;
  }

  /**
   * Pushes a manifest.
   *
   * @return its digest
   * @throws AssertionError when the registry refuses it
   */
  public String pushManifest(String repository, String reference, String type, byte[] content) {
    expect(201, send("PUT", "/v2/" + repository + "/manifests/" + reference, content, type));
    return digest(content);
  }

  /** The sha256 digest of these bytes, with its prefix. */
  public static String digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }

  private HttpRequest.Builder request(String target) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(target))
            .timeout(LIMIT)
            .header("Accept", SmallImage.MANIFEST_TYPE)
            .header("Accept", "application/vnd.oci.image.manifest.v1+json")
            .header("Accept", "*/*");
    login.ifPresent(
        known -> {
          String line = RawHttp.basic(known.user(), known.password());
          request.header("Authorization", line.substring(line.indexOf(' ') + 1));
        });
    return request;
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking the registry", e);
    }
  }

  private static HttpResponse<byte[]> expect(int status, HttpResponse<byte[]> response) {
    if (response.statusCode() != status) {
      throw new AssertionError(
          "%s %s was answered with %d: %s"
              .formatted(
                  response.request().method(),
                  response.request().uri(),
                  response.statusCode(),
                  new String(response.body(), StandardCharsets.UTF_8)));
    }
    return response;
  }
}
