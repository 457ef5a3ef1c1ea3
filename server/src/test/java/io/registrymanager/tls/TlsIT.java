package io.registrymanager.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.ContainerTools;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.FreePorts;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import io.registrymanager.testkit.RegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The public listener with TLS, the whole program in front of the real registry. */
@ExtendWith(NoLeaks.class)
class TlsIT {
  private static final CertificateShelf SHELF =
      CertificateShelf.open()
          .put("a", "DNS:a.example.com")
          .put("b", "DNS:b.example.com")
          .put("default", "IP:127.0.0.1", "DNS:localhost");
  private static final int REDIRECT = FreePorts.next();
  private static final TestingServer SERVER =
      TestingServer.before(
          Fixtures.registry().uri(),
          Map.of(
              "tls.folder", SHELF.folder().toString(),
              "tls.reload", "20ms",
              "tls.handshake-timeout", "300ms",
              "tls.redirect-port", Integer.toString(REDIRECT),
              "external-url", "https://registry.example.com"));
  private static final Login ALICE = SERVER.user("alice", "team");

  @AfterAll
  static void close() {
    SERVER.close();
    SHELF.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void blobsGoUpAndDownWhole(String protocol) {
    byte[] blob = new byte[20 * 1024 * 1024];
    new Random(protocol.hashCode()).nextBytes(blob);
    try (RegistryClient client =
        RegistryClient.trusting(SHELF.authority(), SERVER.uri(), Optional.of(ALICE), protocol)) {
      String digest = client.pushBlob("team/tls", blob);
      assertThat(client.get("/v2/team/tls/blobs/" + digest).body()).isEqualTo(blob);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.example.com", "b.example.com", "localhost"})
  void theCertificateIsTheOneForTheNameAskedFor(String name) throws IOException {
    try (RawHttp http = connect(name)) {
      assertThat(http.request("GET", "/health/live").read().status()).isEqualTo(200);
    }
  }

  @Test
  void onlyHttp11IsAgreedOn() throws IOException {
    try (var socket = SHELF.trust().getSocketFactory().createSocket("127.0.0.1", SERVER.port())) {
      assertThat(socket)
          .isInstanceOfSatisfying(
              SSLSocket.class,
              secure -> {
                SSLParameters parameters = secure.getSSLParameters();
                parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
                secure.setSSLParameters(parameters);
                assertThatCode(secure::startHandshake).doesNotThrowAnyException();
                assertThat(secure.getApplicationProtocol()).isEqualTo("http/1.1");
              });
    }
  }

  @Test
  void aNameWithoutACertificateGetsTheDefault() {
    assertThatThrownBy(() -> connect("c.example.com"))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("c.example.com");
  }

  @Test
  void aChangedCertificateIsTakenOverWithoutDroppingAConnection() throws IOException {
    try (RawHttp before = connect("a.example.com")) {
      assertThat(before.request("GET", "/health/live").read().status()).isEqualTo(200);

      SHELF.put("a", "DNS:a.example.com", "DNS:new.example.com");

      Await.until(
          Duration.ofSeconds(10), "the new one is in use", () -> isServed("new.example.com"));
      assertThat(before.request("GET", "/health/live").read().status()).isEqualTo(200);
    }
  }

  private static boolean isServed(String name) {
    try (RawHttp http = connect(name)) {
      return http.request("GET", "/health/live").read().status() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void plainHttpIsToldThatThisIsNot() throws IOException {
    RawResponse answer = RawHttp.get(SERVER.port(), "/v2/");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).isEqualTo("this port speaks HTTPS, not HTTP\n");
  }

  @Test
  void aClientThatSaysNothingIsCutOff() throws IOException {
    try (RawHttp silent = RawHttp.connect(SERVER.port())) {
      assertThat(silent.input().read()).isEqualTo(-1);
    }
  }

  @Test
  void trap65AnEarlyAnswerIsReadWhileTheBodyIsComing() throws IOException {
    try (RawHttp http = connect("localhost")) {
      http.request(
          "PUT",
          "/v2/other/app/manifests/1",
          RawHttp.basic(ALICE.user(), ALICE.password()),
          "Content-Type: application/vnd.oci.image.manifest.v1+json",
          "Content-Length: 3000000");
      http.send(new byte[3_000_000]);

      assertThat(http.read().status()).isEqualTo(403);
      assertThat(http.input().read()).as("an end, not a reset").isEqualTo(-1);
    }
  }

  @Test
  void plainHttpIsSentToTheAddressInTheSettings() throws IOException {
    try (RawHttp http = RawHttp.connect(REDIRECT)) {
      RawResponse answer =
          http.send("GET /v2/team/app/tags/list?n=5 HTTP/1.1\r\nHost: evil.example\r\n\r\n").read();

      assertThat(answer.status()).isEqualTo(308);
      assertThat(answer.headers("Location"))
          .containsExactly("https://registry.example.com/v2/team/app/tags/list?n=5");
    }
  }

  @Test
  void credentialsInTheClearAreRefusedNotRedirected() throws IOException {
    RawResponse answer =
        RawHttp.get(REDIRECT, "/v2/", RawHttp.basic(ALICE.user(), ALICE.password()));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers("Location")).isEmpty();
    assertThat(answer.text()).contains("credentials were sent in the clear");
  }

  @Test
  void theMetricsTellHowLongTheCertificatesLast() throws IOException {
    String metrics = RawHttp.get(SERVER.management().getPort(), "/metrics").text();

    assertThat(metrics).containsPattern("registrymanager_tls_days_to_expiry (29|30)\\.");
    assertThat(metrics).contains("registrymanager_tls_certificates_unusable 0.0");
  }

  @Test
  void skopeoBelievesTheAuthorityThatItIsGiven() throws IOException {
    try (ContainerTools tools = ContainerTools.create();
        RegistryClient client =
            RegistryClient.trusting(SHELF.authority(), SERVER.uri(), Optional.of(ALICE))) {
      client.pushImage("team/skopeo", "1");
      String reference = "docker://" + SERVER.host() + "/team/skopeo:1";
      String credentials = ALICE.user() + ":" + ALICE.password();

      assertThat(tools.skopeo("inspect", "--creds", credentials, reference).text())
          .contains("x509");
      assertThat(
              tools
                  .skopeo("inspect", "--cert-dir", publicOnly(), "--creds", credentials, reference)
                  .orFail()
                  .out())
          .contains("team/skopeo");
    }
  }

  /** skopeo takes a key in that folder for one of its own, and wants its certificate. */
  private static String publicOnly() throws IOException {
    var copy = Files.createTempDirectory("trust");
    copy.toFile().deleteOnExit();
    Files.copy(SHELF.authority(), copy.resolve("ca.crt"));
    return copy.toString();
  }

  private static RawHttp connect(String name) throws IOException {
    return RawHttp.connect(SERVER.port(), SHELF.trust(), name);
  }
}
