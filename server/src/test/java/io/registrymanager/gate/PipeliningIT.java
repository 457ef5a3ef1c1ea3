package io.registrymanager.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Several requests in one go: each is its own, whoever sent the one before. */
class PipeliningIT {
  private static final GateLab lab = GateLab.open();
  private static final Attack attack = new Attack(lab);

  @AfterAll
  static void close() {
    lab.close();
  }

  private static String get(String target, String... headers) {
    String more = headers.length == 0 ? "" : RawHttp.lines(headers);
    return RawHttp.lines("GET " + target + " HTTP/1.1", "Host: x") + more + "\r\n";
  }

  @Test
  void requestsAreDecidedOneByOneInTheirOrder() throws IOException {
    try (RawHttp http = attack.connect()) {
      http.send(
          get("/v2/secret/app/tags/list", attack.login())
              + get("/v2/team/app/tags/list", attack.login())
              + get("/v2/secret/none/tags/list", attack.login())
              + get("/v2/", attack.login())
              + get("/v2/team/../secret", attack.login())
              + get("/v2/team/app/manifests/none", attack.login())
              // Who asked before does not count: this one says nothing about itself.
              + get("/v2/team/app/tags/list"));

      for (int status : new int[] {403, 200, 403, 200, 400, 404, 401}) {
        assertThat(http.read().status()).isEqualTo(status);
      }
    }
    assertThat(lab.asked())
        .containsExactly("GET /v2/team/app/tags/list", "GET /v2/team/app/manifests/none");
  }

  /** As behind a front proxy, whose connections carry everybody's requests. */
  @Test
  void twoUsersOfOneConnectionKeepTheirOwnRights() throws IOException {
    Login one = lab.server.user("one", "team");
    Login two = lab.server.user("two", "secret:pull");
    try (RawHttp http = attack.connect()) {
      StringBuilder all = new StringBuilder();
      for (Login login : List.of(one, two, one, two)) {
        all.append(get("/v2/secret/app/tags/list", GateLab.basic(login)));
      }
      http.send(all.toString());

      for (int status : new int[] {403, 200, 403, 200}) {
        assertThat(http.read().status()).isEqualTo(status);
      }
    }
    assertThat(lab.asked())
        .containsExactly("GET /v2/secret/app/tags/list", "GET /v2/secret/app/tags/list");
  }

  @Test
  void whatIsNoRequestIsRefusedAfterTheAnswersBeforeIt() throws IOException {
    try (RawHttp http = attack.connect()) {
      http.send(
          get("/v2/team/app/tags/list", attack.login())
              + get("/v2/", attack.login())
              + "\u0016\u0003\u0001 "
              + get("/v2/team/app/manifests/none", attack.login()));

      assertThat(http.read().status()).isEqualTo(200);
      assertThat(http.read().status()).isEqualTo(200);
      assertThat(http.read().status()).isEqualTo(400);
      assertThat(http.readToEnd()).isEmpty();
    }
    assertThat(lab.asked()).containsExactly("GET /v2/team/app/tags/list");
  }

  @Test
  void nothingBehindConnectionCloseIsRead() throws IOException {
    try (RawHttp http = attack.connect()) {
      http.send(
          get("/v2/", attack.login(), "Connection: close")
              + get("/v2/team/app/tags/list", attack.login()));

      assertThat(http.read().status()).isEqualTo(200);
      assertThat(http.readToEnd()).isEmpty();
    }
    assertThat(lab.asked()).isEmpty();
  }

  @Test
  void aLengthOfNothingMakesTheRestTheNextRequestAndNothingElse() throws IOException {
    try (RawHttp http = attack.connect()) {
      http.send(get("/v2/", attack.login(), "Content-Length: 0") + get("/v2/secret/app/tags/list"));

      assertThat(http.read().status()).isEqualTo(200);
      assertThat(http.read().status()).isEqualTo(401);
    }
    assertThat(lab.asked()).isEmpty();
  }

  /**
   * Answers of our own would else pile up in memory. The management port has the largest ones, and
   * the same connections as the public one.
   */
  @Test
  void whoeverDoesNotReadAnswersIsNotReadFromUntilItDoes() throws IOException {
    byte[] many = get("/metrics").repeat(1000).getBytes(StandardCharsets.US_ASCII);
    int port = lab.server.management().getPort();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    long before = answered();
    try (SocketChannel client = SocketChannel.open(address)) {
      long asked = sendUntilStuck(client, ByteBuffer.wrap(many)) * 1000 / many.length;
      long answered = answeredInTheEnd() - before;

      assertThat(answered).isLessThan(asked / 2);
      assertThat(answers(client, answered + 200)).isEqualTo(answered + 200);
    }
  }

  private static long sendUntilStuck(SocketChannel client, ByteBuffer buffer) throws IOException {
    client.configureBlocking(false);
    AtomicLong sent = new AtomicLong();
    AtomicLong lastProgress = new AtomicLong(System.nanoTime());
    Await.until(
        Duration.ofSeconds(20),
        "nothing more is taken",
        () -> {
          int written = write(client, buffer.hasRemaining() ? buffer : buffer.rewind());
          if (written > 0) {
            sent.addAndGet(written);
            lastProgress.set(System.nanoTime());
          }
          return System.nanoTime() - lastProgress.get() > 1_000_000_000L;
        });
    client.configureBlocking(true);
    return sent.get();
  }

  /** Reads that many answers, and counts them. */
  private static long answers(SocketChannel client, long expected) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    String begin = "HTTP/1.1 200 ";
    long count = 0;
    int matched = 0;
    while (count < expected && client.read(buffer.clear()) > 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        char next = (char) buffer.get();
        matched = next == begin.charAt(matched) ? matched + 1 : next == 'H' ? 1 : 0;
        if (matched == begin.length()) {
          count++;
          matched = 0;
        }
      }
    }
    return count;
  }

  /** How many requests were answered so far. */
  private static long answered() {
    try {
      return RawHttp.get(lab.server.management().getPort(), "/metrics")
          .text()
          .lines()
          .filter(line -> line.startsWith("http_server_request_duration_seconds_count"))
          .mapToLong(line -> Math.round(Double.parseDouble(line.substring(line.indexOf('}') + 1))))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same once it does not grow any more, but for the questions of this test itself. */
  private static long answeredInTheEnd() {
    AtomicLong last = new AtomicLong();
    AtomicLong since = new AtomicLong(System.nanoTime());
    Await.until(
        Duration.ofSeconds(20),
        "no more is answered",
        () -> {
          long now = answered();
          if (last.getAndSet(now) != now - 1) {
            since.set(System.nanoTime());
          }
          return System.nanoTime() - since.get() > 1_000_000_000L;
        });
    return last.get();
  }

  private static int write(SocketChannel client, ByteBuffer buffer) {
    try {
      return client.write(buffer);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
