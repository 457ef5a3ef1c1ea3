package io.registrymanager.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import io.registrymanager.testkit.RealRegistry;
import io.registrymanager.testkit.RegistryClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a real registry prints as its own addresses, with and without {@code relativeurls}: the
 * client gets paths that work under whatever name it knows us (traps 1 to 7, 111).
 */
class UpstreamUrlsIT {
  private static final Map<RealRegistry.Locations, GateLab> LABS =
      new EnumMap<>(RealRegistry.Locations.class);
  private static final String OCTETS = "Content-Type: application/octet-stream";
  private static String login = "";

  @BeforeAll
  static void open() {
    LABS.put(RealRegistry.Locations.ABSOLUTE, GateLab.open());
    LABS.put(
        RealRegistry.Locations.RELATIVE, GateLab.open(RealRegistry.Kind.USUAL.withRelativeUrls()));
    for (GateLab lab : LABS.values()) {
      login = GateLab.basic(lab.server.user("alice", "team"));
      lab.direct().pushBlob("team/lib", bytes("shared"));
    }
  }

  @AfterAll
  static void close() {
    LABS.values().forEach(GateLab::close);
  }

  private static GateLab lab(RealRegistry.Locations kind) {
    return Objects.requireNonNull(LABS.get(kind));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The one {@code Location} of an answer with that status, which is a path of that repository. */
  private static String location(int status, RawResponse answer, String begin) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.headers("Location")).singleElement().asString().startsWith(begin);
    return answer.headers("Location").getFirst();
  }

  @ParameterizedTest
  @EnumSource
  void traps01And02AWholeChunkedUploadFollowsRelativeLocations(RealRegistry.Locations kind) {
    GateLab lab = lab(kind);
    String uploads = "/v2/team/app/blobs/uploads/";

    String started = location(202, lab.ask("POST", uploads, login), uploads);
    String state = started.substring(started.indexOf('?'));
    assertThat(state).startsWith("?_state=").hasSizeGreaterThan(50);
    String first =
        location(
            202,
            lab.ask("PATCH", started, bytes("hello "), login, OCTETS, "Content-Range: 0-5"),
            uploads);
    RawResponse looked = lab.ask("GET", first, login);
    assertThat(looked.header("Range")).contains("0-5");
    String status = location(204, looked, uploads);
    String second =
        location(
            202,
            lab.ask("PATCH", status, bytes("world"), login, OCTETS, "Content-Range: 6-10"),
            uploads);
    String digest = RegistryClient.digest(bytes("hello world"));
    String blob =
        location(
            201,
            lab.ask("PUT", second + "&digest=" + digest, login),
            "/v2/team/app/blobs/" + digest);

    assertThat(lab.ask("GET", blob, login).text()).isEqualTo("hello world");
    assertThat(lab.direct().get(blob).body()).isEqualTo(bytes("hello world"));
  }

  @ParameterizedTest
  @EnumSource
  void trap02TheSessionsStateIsTheRegistrysToTheByte(RealRegistry.Locations kind) {
    GateLab lab = lab(kind);
    String started = lab.session("team/app");
    lab.forget();

    String patched =
        location(202, lab.ask("PATCH", started, bytes("x"), login, OCTETS), "/v2/team/app/");
    lab.ask("GET", patched, login);

    assertThat(lab.asked()).containsExactly("PATCH " + started, "GET " + patched);
    assertThat(lab.direct().get(patched).statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @EnumSource
  void trap02EveryOtherAnswerWithALocationIsRelativeToo(RealRegistry.Locations kind) {
    GateLab lab = lab(kind);
    String shared = RegistryClient.digest(bytes("shared"));
    String whole = RegistryClient.digest(bytes("in one request"));
    byte[] manifest =
        bytes(
            ("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                    + "\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"size\":6,"
                    + "\"digest\":\"%s\"},\"layers\":[]}")
                .formatted(shared));

    location(
        201,
        lab.ask("POST", "/v2/team/app/blobs/uploads/?from=team/lib&mount=" + shared, login),
        "/v2/team/app/blobs/" + shared);
    location(
        201,
        lab.ask(
            "PUT",
            "/v2/team/app/manifests/1",
            manifest,
            login,
            "Content-Type: application/vnd.oci.image.manifest.v1+json"),
        "/v2/team/app/manifests/sha256:");
    // 2.8.2 knows no upload in one request and begins an ordinary one.
    location(
        202,
        lab.ask(
            "POST",
            "/v2/team/app/blobs/uploads/?digest=" + whole,
            bytes("in one request"),
            login,
            OCTETS),
        "/v2/team/app/blobs/uploads/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:81",
        "[::1]:5000",
        "team",
        "javascript:",
        "127.0.0.1:1",
      })
  void traps05And111NoNameThatAClientUsesComesBack(String host) throws IOException {
    for (GateLab lab : LABS.values()) {
      lab.forget();
      try (RawHttp http = RawHttp.connect(lab.server.port())) {
        http.send(
            RawHttp.lines(
                "POST /v2/team/app/blobs/uploads/ HTTP/1.1",
                "Host: " + host,
                login,
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: javascript",
                "Forwarded: host=evil.example;proto=javascript",
                ""));
        RawResponse answer = http.read();

        String session = location(202, answer, "/v2/team/app/blobs/uploads/");
        assertThat(answer.toString()).doesNotContain("evil", "javascript");
        assertThat(lab.direct().get(session).statusCode()).isEqualTo(204);
        assertThat(lab.upstream.requests().getFirst().headers("Host"))
            .containsExactly("127.0.0.1:" + lab.upstream.port());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void trap36BlobsMayBeKeptByTheirOwnerAlone(RealRegistry.Locations kind) {
    GateLab lab = lab(kind);
    String blob = "/v2/team/lib/blobs/" + RegistryClient.digest(bytes("shared"));
    for (String method : new String[] {"GET", "HEAD"}) {
      RawResponse answer = lab.ask(method, blob, login);

      assertThat(answer.headers("Cache-Control")).containsExactly("private, max-age=31536000");
      assertThat(answer.header("Vary").orElse("")).isEqualToIgnoringCase("Authorization");
      assertThat(answer.headers("Content-Length")).containsExactly("6");
      assertThat(answer.headers("Docker-Content-Digest")).hasSize(1);
      assertThat(answer.headers("Etag")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void trap55AForeignLoginOfOursIsNotTheClientsBusiness(RealRegistry.Locations kind) {
    RealRegistry.Kind closed =
        new RealRegistry.Kind(
            kind, Optional.of(new Login("service", "secret")), Optional.empty(), Optional.empty());
    try (GateLab lab = GateLab.open(closed)) {
      String alice = GateLab.basic(lab.server.user("alice", "team"));
      RawResponse answer = lab.ask("GET", "/v2/team/app/tags/list", alice);

      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.headers("WWW-Authenticate")).isEmpty();
      assertThat(GateLab.code(answer)).isEqualTo("UNAVAILABLE");
      assertThat(lab.upstream.requests().getFirst().headers("Authorization")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void trap112ARangeBeyondTheEndEndsTheConnectionInsteadOfWaiting(RealRegistry.Locations kind)
      throws IOException {
    GateLab lab = lab(kind);
    String large = lab.direct().pushBlob("team/lib", new byte[5000]);
    try (RawHttp http = RawHttp.connect(lab.server.port())) {
      http.request("GET", "/v2/team/lib/blobs/" + large, login, "Range: bytes=9000-");
      RawResponse answer = http.read();

      assertThat(answer.status()).isEqualTo(416);
      assertThat(answer.header("Content-Length")).contains("5000");
      assertThat(answer.isWhole()).isFalse();
    }
  }
}
