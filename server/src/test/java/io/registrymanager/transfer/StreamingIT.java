package io.registrymanager.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.HttpFields;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import io.registrymanager.testkit.RecordedRequest;
import io.registrymanager.testkit.RecordingUpstream;
import io.registrymanager.testkit.RegistryClient;
import io.registrymanager.testkit.SmallImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes between a client and the real registry, and what of it must not change. */
@ExtendWith(NoLeaks.class)
@Tag("bodies")
class StreamingIT {
  private static final RecordingUpstream UPSTREAM =
      RecordingUpstream.before(Fixtures.registry().port());
  private static final TestingServer SERVER = TestingServer.before(UPSTREAM.uri());
  private static final Login LOGIN = SERVER.user("alice", "stream");
  private static final String ALICE = RawHttp.basic(LOGIN.user(), LOGIN.password());
  private static final RegistryClient REGISTRY = Fixtures.registry().client();
  private static final SmallImage IMAGE = REGISTRY.pushImage("stream/app", "1");
  private static final String UPLOADS = "/v2/stream/app/blobs/uploads/";

  @BeforeEach
  void forget() {
    UPSTREAM.forget();
  }

  @AfterAll
  static void close() {
    SERVER.close();
    UPSTREAM.close();
  }

  @Test
  void trap56HeadKeepsItsLengthAndHasNoBody() throws IOException {
    for (String path : List.of(IMAGE.layerPath(), IMAGE.manifestPath())) {
      String length = get(path).header("Content-Length").orElseThrow();
      try (RawHttp http = RawHttp.connect(SERVER.port())) {
        HttpFields head = http.request("HEAD", path, ALICE).readHead();
        assertThat(head.startLine()).contains(" 200 ");
        assertThat(head.first("Content-Length")).contains(length);
        assertThat(head.first("Docker-Content-Digest")).isPresent();
        // Were there a body, it would be taken for this answer's head.
        assertThat(http.request("GET", path, ALICE).read().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void trap57AllAcceptLinesGoOnAndAManifestsBytesStayAsTheyAre() throws IOException {
    String type = manifestType();
    byte[] spaced =
        (new String(REGISTRY.get(IMAGE.manifestPath()).body(), StandardCharsets.UTF_8) + "\n \n")
            .getBytes(StandardCharsets.UTF_8);
    String digest;
    try (RegistryClient alice = client()) {
      digest = alice.pushManifest("stream/app", "spaced", type, spaced);
    }
    UPSTREAM.forget();

    RawResponse answer =
        get("/v2/stream/app/manifests/" + digest, "Accept: " + type, "Accept: a/b, c/d;q=0.5");

    assertThat(answer.bytes()).isEqualTo(spaced);
    assertThat(answer.header("Content-Type")).contains(type);
    assertThat(only().head().all("Accept")).containsExactly(type, "a/b, c/d;q=0.5");
  }

  @Test
  void trap58RangesAndConditionsPassInBothDirections() throws IOException {
    byte[] layer = REGISTRY.get(IMAGE.layerPath()).body();
    RawResponse part = get(IMAGE.layerPath(), "Range: bytes=2-5");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("Content-Range")).contains("bytes 2-5/" + layer.length);
    assertThat(part.bytes()).containsExactly(layer[2], layer[3], layer[4], layer[5]);
    assertThat(part.header("Accept-Ranges")).contains("bytes");

    String accept = "Accept: " + manifestType();
    String tag = get(IMAGE.manifestPath(), accept).header("ETag").orElseThrow();
    RawResponse same = get(IMAGE.manifestPath(), accept, "If-None-Match: " + tag);
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    RawResponse other = get(IMAGE.manifestPath(), accept, "If-None-Match: \"other\"");
    assertThat(other.status()).isEqualTo(200);
  }

  @Test
  void trap112ARangeBehindTheEndIsAnsweredAtOnceAlthoughTheRegistryPromisesMore()
      throws IOException {
    long begin = System.nanoTime();
    RawResponse answer = get(IMAGE.layerPath(), "Range: bytes=99999-");

    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.isWhole()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void trap33ARegistryWithoutReferrersIsA404() throws IOException {
    assertThat(get("/v2/stream/app/referrers/" + IMAGE.manifest()).status()).isEqualTo(404);
    assertThat(only().target()).isEqualTo("/v2/stream/app/referrers/" + IMAGE.manifest());
  }

  @Test
  void trap36WhatTheRegistryLetsEverybodyCacheIsPrivate() throws IOException {
    RawResponse answer = get(IMAGE.layerPath());
    assertThat(answer.header("Cache-Control").orElseThrow()).startsWith("private, max-age=");
    assertThat(answer.header("Vary")).contains("authorization");
  }

  @Test
  void trap60FramingKeepsItsKind() throws IOException {
    byte[] blob = "framing".getBytes(StandardCharsets.UTF_8);
    try (RawHttp http = RawHttp.connect(SERVER.port())) {
      http.request("POST", UPLOADS, ALICE);
      String session = http.read().header("Location").orElseThrow();
      http.request("PATCH", session, ALICE, "Transfer-Encoding: chunked");
      session =
          http.send("3\r\nfra\r\n4;ext=1\r\nming\r\n0\r\nTrailer: x\r\n\r\n")
              .read()
              .header("Location")
              .orElseThrow();
      http.request(
          "PUT", session + "&digest=" + RegistryClient.digest(blob), ALICE, "Content-Length: 0");
      assertThat(http.read().status()).isEqualTo(201);
    }
    List<RecordedRequest> asked = UPSTREAM.requests();
    assertThat(asked).hasSize(3);
    assertThat(asked.get(0).head().first("Content-Length")).contains("0");
    assertThat(asked.get(1).head().first("Transfer-Encoding")).contains("chunked");
    assertThat(asked.get(1).head().first("Content-Length")).isEmpty();
    assertThat(asked.get(2).head().first("Content-Length")).contains("0");
    assertThat(REGISTRY.has("/v2/stream/app/blobs/" + RegistryClient.digest(blob))).isTrue();
  }

  @Test
  void trap59TheRangesOfChunkedUploadsPassUnread() throws IOException {
    try (RawHttp http = RawHttp.connect(SERVER.port())) {
      http.request("POST", UPLOADS, ALICE, "Content-Length: 0");
      RawResponse begun = http.read();
      assertThat(begun.header("Range")).contains("0-0");
      String session = begun.header("Location").orElseThrow();
      http.request("PATCH", session, ALICE, "Content-Range: 0-4", "Content-Length: 5");
      RawResponse patched = http.send("hello").read();
      assertThat(patched.status()).isEqualTo(202);
      assertThat(patched.header("Range")).contains("0-4");
      assertThat(UPSTREAM.requests().getLast().head().first("Content-Range")).contains("0-4");
    }
  }

  @Test
  void trap25AManifestWhoseSubjectIsNotThereYetIsTaken() {
    String digest = RegistryClient.digest("no such manifest".getBytes(StandardCharsets.UTF_8));
    String type = "application/vnd.oci.image.manifest.v1+json";
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%1$s",\
        "config":{"mediaType":"application/vnd.oci.empty.v1+json","size":2,"digest":"%2$s"},\
        "layers":[],"subject":{"mediaType":"%1$s","size":7,"digest":"%3$s"}}"""
            .formatted(type, REGISTRY.pushBlob("stream/app", new byte[] {'{', '}'}), digest);
    try (RegistryClient alice = client()) {
      alice.pushManifest("stream/app", "subject", type, manifest.getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 4194305", "Transfer-Encoding: chunked"})
  void trap80AManifestOfMoreThanFourMebibytesIs413(String framing) throws IOException {
    String body = " ".repeat(4 * 1024 * 1024 + 1);
    try (RawHttp http = RawHttp.connect(SERVER.port())) {
      http.request("PUT", "/v2/stream/app/manifests/large", ALICE, framing);
      Thread sending =
          Thread.ofVirtual()
              .start(() -> send(http, framing.startsWith("C") ? body : "400001\r\n" + body));
      RawResponse answer = http.read();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.text()).contains("\"MANIFEST_INVALID\"");
      http.reset();
      sending.interrupt();
    }
    assertThat(REGISTRY.has("/v2/stream/app/manifests/large")).isFalse();
  }

  private static void send(RawHttp http, String body) {
    try {
      http.send(body);
    } catch (IOException _) {
      // The answer came first.
    }
  }

  private static RawResponse get(String path, String... headers) throws IOException {
    String[] all = new String[headers.length + 1];
    System.arraycopy(headers, 0, all, 1, headers.length);
    all[0] = ALICE;
    return RawHttp.get(SERVER.port(), path, all);
  }

  private static String manifestType() {
    return REGISTRY.get(IMAGE.manifestPath()).headers().firstValue("Content-Type").orElseThrow();
  }

  private static RecordedRequest only() {
    assertThat(UPSTREAM.requests()).hasSize(1);
    return UPSTREAM.requests().getFirst();
  }

  private static RegistryClient client() {
    return RegistryClient.of(SERVER.uri(), LOGIN);
  }
}
