package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.thread.NonBlocking;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketAdminApiTest {
  @TempDir Path folder;

  @Test
  void oneRequestIsSentWithItsBodyAndTheAnswerRead() throws IOException {
    try (TestingPeer peer = peer(List.of(TestingPeer.http(201, "{\"name\":\"ü\"}")))) {
      AdminResponse response = api().send("POST", "/user?x=1", Optional.of(bytes("{\"a\":\"ü\"}")));
      assertThat(response.status()).isEqualTo(201);
      assertThat(response.json().path("name").asString()).isEqualTo("ü");
      assertThat(peer.requests)
          .containsExactly(
              """
              POST /user?x=1 HTTP/1.1
              Host: localhost
              Connection: close
              Accept: application/json
              Content-Type: application/json
              Content-Length: 10

              {"a":"ü"}"""
                  .replace("\n", "\r\n"));
    }
  }

  @Test
  void aRequestWithoutBodyHasNoLength() throws IOException {
    try (TestingPeer peer = peer(List.of(TestingPeer.http(200, "{}")))) {
      assertThat(api().send("GET", "/users", Optional.empty()).isSuccess()).isTrue();
      assertThat(peer.requests.getFirst()).doesNotContain("Content-");
    }
  }

  @Test
  void anAnswerMayArriveInPiecesAndNeedNoBody() throws IOException {
    try (TestingPeer _ = peer(List.of("HT", "TP/1.1 204\r", "\nX: y\r\n", "\r\n"))) {
      assertThat(api().send("DELETE", "/user", Optional.empty()).status()).isEqualTo(204);
    }
  }

  @Test
  void aLargeBodyGoesThroughBothWays() throws IOException {
    String large = "x".repeat(1_000_000);
    try (TestingPeer peer = peer(List.of(TestingPeer.http(200, large)))) {
      assertThat(api().send("POST", "/user", Optional.of(bytes(large))).body()).hasSize(1_000_000);
      assertThat(peer.requests.getFirst()).endsWith(large);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort', closed the connection too early",
    "'HTTP/1.1 200 OK\r\nContent-Le', closed the connection too early",
    "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', has no length",
    "'SSH-2.0-OpenSSH\r\n\r\n', is not HTTP",
  })
  void aBrokenAnswerIsASentence(String answer, String why) throws IOException {
    try (TestingPeer _ = peer(List.of(answer))) {
      assertThatThrownBy(() -> api().send("GET", "/user", Optional.empty()))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("did not answer properly")
          .hasMessageContaining(why);
    }
  }

  @Test
  void anEndlessHeadIsCutOff() throws IOException {
    try (TestingPeer _ = peer(List.of("HTTP/1.1 200 OK\r\nX: " + "x".repeat(5_000_000)))) {
      assertThatThrownBy(() -> api().send("GET", "/user", Optional.empty()))
          .isInstanceOf(CommandFailure.class);
    }
  }

  @Test
  void aSilentServerIsNotWaitedForForever() throws IOException {
    try (TestingPeer _ = peer(List.of())) {
      SocketAdminApi impatient = new SocketAdminApi(socket(), Duration.ofMillis(200));
      assertThatThrownBy(() -> impatient.send("GET", "/user", Optional.empty()))
          .hasMessageContaining("took too long");
    }
  }

  @Test
  void whoeverHearsNothingAtTheSocketLearnsThatNoServerRuns() throws IOException {
    assertThat(SocketAdminApi.isServed(socket())).isFalse();
    try (TestingPeer _ = peer(List.of())) {
      assertThat(SocketAdminApi.isServed(socket())).isTrue();
    }
    // The file stays when the server is gone.
    assertThat(socket()).exists();
    assertThat(SocketAdminApi.isServed(socket())).isFalse();
  }

  @Test
  void itNeverBlocksAThreadThatMustNotBlock() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread loop = new Loop(() -> api().send("GET", "/user", Optional.empty()), thrown);
    loop.start();
    loop.join();
    assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
  }

  private static final class Loop extends Thread implements NonBlocking {
    Loop(Runnable task, AtomicReference<Throwable> thrown) {
      super(task);
      setUncaughtExceptionHandler((_, e) -> thrown.set(e));
    }
  }

  private TestingPeer peer(List<String> pieces) throws IOException {
    return new TestingPeer(socket(), _ -> pieces);
  }

  private SocketAdminApi api() {
    return new SocketAdminApi(socket(), Duration.ofSeconds(20));
  }

  private Path socket() {
    return folder.resolve("admin.sock");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
