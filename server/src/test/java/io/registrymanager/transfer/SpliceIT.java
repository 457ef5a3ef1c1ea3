package io.registrymanager.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.FaultyUpstream.Next;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Bodies that the kernel moves. What any body must do is tested with and without it, by the classes
 * with the tag {@code bodies}; here is what the kernel alone could do wrong.
 */
@ExtendWith(NoLeaks.class)
class SpliceIT {
  private static final int SIZE = 3_000_000;
  private static final int MOST_PIPES = 48;
  private static final int READ_AT_ONCE = 4 * 1024;
  private static final String BODY = text(SIZE);
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n";
  private static final String LENGTH = "Content-Length: " + SIZE;

  private final Semaphore goOn = new Semaphore(0);
  private final Stage stage = Stage.with(Map.of("proxy.splice", "always"));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void theKernelMovesBodiesInBothDirectionsOverTheSameConnections() throws IOException {
    stage.upstream.play(Stage.echo());
    try (RawHttp http = stage.connect()) {
      for (int i = 0; i < 3; i++) {
        http.send(stage.head("PATCH", Stage.UPLOAD, LENGTH) + BODY);
        assertThat(http.read().body()).isEqualTo(Stage.UPLOAD + " " + BODY);
      }
    }
    assertThat(spliced()).isEqualTo(6);
    assertThat(stage.server.accessLog()).contains("\"received\":" + SIZE);
    stage.isWellAgain();
  }

  @Test
  void largeOnesOnlyAreLeftToItUnlessToldOtherwise() throws IOException {
    try (Stage other = Stage.with(Map.of("proxy.splice", "off"))) {
      other.upstream.play(FaultyUpstream.answers(HEAD + BODY));
      assertThat(RawHttp.get(other.server.port(), Stage.BLOB, other.alice).body()).isEqualTo(BODY);
      assertThat(other.server.metric("registrymanager_spliced_bodies_total")).isZero();
    }
    try (Stage other = Stage.with(Map.of("proxy.splice", "auto"))) {
      // Copied while the calls are being linked, spliced from then on.
      other.upstream.play(FaultyUpstream.answers(HEAD + BODY));
      Await.until(
          Stage.SOON,
          "a large body was spliced",
          () -> {
            assertThat(get(other, Stage.BLOB).body()).isEqualTo(BODY);
            return other.server.metric("registrymanager_spliced_bodies_total") > 0;
          });
      double before = other.server.metric("registrymanager_spliced_bodies_total");
      other.upstream.play(FaultyUpstream.answers(Stage.OK));
      assertThat(get(other, Stage.BLOB).body()).isEqualTo("ok");
      assertThat(other.server.metric("registrymanager_spliced_bodies_total")).isEqualTo(before);
    }
  }

  @Test
  void whatFollowsABodyIsNeverTakenForTheNextAnswer() throws IOException {
    String evil = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";
    stage.upstream.play(FaultyUpstream.answers(HEAD + BODY + evil));
    try (RawHttp http = stage.connect()) {
      for (int i = 0; i < 20; i++) {
        http.send(stage.head("GET", Stage.BLOB));
        assertThat(http.read().body()).isEqualTo(BODY);
      }
    }
    stage.isWellAgain();
  }

  @Test
  void aRegistryThatClosesBehindItsAnswerLosesNoneOfIt() throws IOException {
    stage.upstream.play(FaultyUpstream.sends(HEAD + BODY));
    for (int i = 0; i < 20; i++) {
      RawResponse answer = get(stage, Stage.BLOB);
      assertThat(answer.isWhole()).isTrue();
      assertThat(answer.body()).isEqualTo(BODY);
    }
    stage.isWellAgain();
  }

  @Test
  void aSlowClientGetsAllOfABodyWhoseRegistryHasLeft() throws IOException {
    CountDownLatch left = new CountDownLatch(1);
    stage.upstream.play(
        exchange -> {
          exchange.send(HEAD + BODY.substring(0, SIZE / 2));
          exchange.send(BODY.substring(SIZE / 2));
          left.countDown();
          return Next.CLOSE;
        });
    try (RawHttp http = stage.connect()) {
      http.send(stage.head("GET", Stage.BLOB));
      http.readHead();
      assertThat(awaits(left)).isTrue();
      assertThat(read(http, SIZE)).isEqualTo(BODY);
    }
    stage.isWellAgain();
  }

  /** However little it is, and whether or not it is enough to be worth a wake-up. */
  @Test
  void whatARegistrySentBeforeItPausedGoesOnToTheClient() throws IOException {
    List<Integer> pauses = List.of(1_000_000, 1_000_001, 1_200_000, 2_999_999, SIZE);
    try (RawHttp http = pausing(pauses)) {
      int sent = 0;
      for (int pause : pauses) {
        assertThat(read(http, pause - sent)).isEqualTo(BODY.substring(sent, pause));
        goOn.release();
        sent = pause;
      }
    }
    stage.isWellAgain();
  }

  /** Its events were turned off while the client did not read; they must come back. */
  @Test
  void aRegistryThatPausesAfterTheClientDidIsHeardAgain() throws IOException {
    int most = 100_000_000;
    AtomicLong written = new AtomicLong();
    stage.upstream.play(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + (most + 4) + "\r\n\r\n");
          while (written.get() < most) {
            exchange.send("x".repeat(100_000));
            written.addAndGet(100_000);
          }
          goOn.acquireUninterruptibly();
          exchange.send("last");
          return Next.KEEP_OPEN;
        });
    try (RawHttp http = stage.connect()) {
      http.send(stage.head("GET", Stage.BLOB));
      Await.until(Stage.SOON, "the registry was stopped", Stage.standsStill(written::get));
      assertThat(written.get()).isLessThan(most);
      http.readHead();
      assertThat(read(http, most)).hasSize(most);
      goOn.release();
      assertThat(read(http, 4)).isEqualTo("last");
    }
    stage.isWellAgain();
  }

  private RawHttp pausing(List<Integer> pauses) throws IOException {
    stage.upstream.play(
        exchange -> {
          exchange.send(HEAD);
          int sent = 0;
          for (int pause : pauses) {
            exchange.send(BODY.substring(sent, pause));
            goOn.acquireUninterruptibly();
            sent = pause;
          }
          return Next.KEEP_OPEN;
        });
    RawHttp http = stage.connect();
    http.send(stage.head("GET", Stage.BLOB));
    http.readHead();
    return http;
  }

  private static String read(RawHttp http, int bytes) throws IOException {
    return new String(http.input().readNBytes(bytes), StandardCharsets.ISO_8859_1);
  }

  @Test
  void theNextRequestMayWaitBehindABody() throws IOException {
    stage.upstream.play(Stage.echo());
    try (RawHttp http = stage.connect()) {
      String next = stage.head("GET", Stage.MANIFEST);
      http.send(stage.head("PATCH", Stage.UPLOAD, LENGTH) + BODY + next + next);
      assertThat(http.read().body()).isEqualTo(Stage.UPLOAD + " " + BODY);
      assertThat(http.read().body()).isEqualTo(Stage.MANIFEST + " ");
      assertThat(http.read().body()).isEqualTo(Stage.MANIFEST + " ");
    }
    stage.isWellAgain();
  }

  @Test
  void aHeadBehindABodyIsLookedAtLikeAnyOther() throws IOException {
    stage.upstream.play(Stage.echo());
    try (RawHttp http = stage.connect()) {
      http.send(
          stage.head("PATCH", Stage.UPLOAD, LENGTH) + BODY + "GET / HTTP/1.1\r\n folded\r\n\r\n");
      assertThat(http.read().body()).hasSize(Stage.UPLOAD.length() + 1 + SIZE);
      assertThat(http.read().status()).isEqualTo(400);
    }
    assertThat(stage.upstream.requests()).hasSize(1);
    stage.isWellAgain();
  }

  /**
   * A read that ends where the body ends, while the login is still looked at: the next request is
   * in the socket when the body is written, and its flush tells that more may be written.
   */
  @Test
  void theNextRequestIsNotTakenForMoreOfABodyThatWasReadWhole() throws IOException {
    stage.upstream.play(Stage.echo());
    String body = "x".repeat(500);
    String head = stage.head("PATCH", Stage.UPLOAD, "Content-Length: 500");
    String pad = "X-Pad: " + "p".repeat(READ_AT_ONCE - head.length() - 500 - 9);
    String padded = stage.head("PATCH", Stage.UPLOAD, "Content-Length: 500", pad);
    assertThat(padded.length() + body.length()).isEqualTo(READ_AT_ONCE);
    try (RawHttp http = stage.connect()) {
      String next = stage.head("GET", Stage.MANIFEST);
      http.send(padded + body + next + next);
      assertThat(http.read().body()).isEqualTo(Stage.UPLOAD + " " + body);
      assertThat(http.read().body()).isEqualTo(Stage.MANIFEST + " ");
      assertThat(http.read().body()).isEqualTo(Stage.MANIFEST + " ");
    }
    assertThat(stage.upstream.requests())
        .hasSize(3)
        .allMatch(request -> request.header("X-Request-Id").isPresent());
    stage.isWellAgain();
  }

  /**
   * What is in the pipe is whole, whatever becomes of the connection that it came from. How much
   * the sockets take is the kernel's affair: of so many sizes, some end in the pipe.
   */
  @Test
  void aClientWithLittleRoomGetsAllOfABodyWhoseRegistryHasLeft() throws IOException {
    for (int size = 256 * 1024; size < 6 * 1024 * 1024; size += 256 * 1024) {
      String body = text(size);
      AtomicLong written = new AtomicLong();
      stage.upstream.play(
          exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n");
            for (int at = 0; at < body.length(); at += 64 * 1024) {
              exchange.send(body.substring(at, at + 64 * 1024));
              written.addAndGet(64 * 1024);
            }
            return Next.CLOSE;
          });
      BooleanSupplier standsStill = Stage.standsStill(written::get);
      try (Socket client = stage.slowPull()) {
        Await.until(
            Stage.SOON,
            "the registry has left, or cannot say more",
            () ->
                standsStill.getAsBoolean()
                    || written.get() == body.length() && stage.upstreamConnections() == 0);
        byte[] answer = client.getInputStream().readAllBytes();
        assertThat(new String(answer, StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n" + body))
            .as("all of %d bytes came", size)
            .isTrue();
      }
    }
    stage.isWellAgain();
  }

  /** Whoever gets no pipe is served like everybody else. */
  @Test
  void moreBodiesThanThereArePipes() throws IOException {
    int many = MOST_PIPES + 12;
    CountDownLatch goOn = new CountDownLatch(1);
    stage.upstream.play(
        exchange -> {
          exchange.send(HEAD + BODY.substring(0, 100_000));
          awaits(goOn);
          exchange.send(BODY.substring(100_000));
          return Next.KEEP_OPEN;
        });
    List<RawHttp> clients = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      clients.add(stage.connect().send(stage.head("GET", Stage.BLOB)));
    }
    Await.until(Stage.SOON, "all wait", () -> stage.transfers() == many);
    Await.until(Stage.SOON, "all pipes are taken", () -> stage.splicedBodies() == MOST_PIPES);
    goOn.countDown();
    for (RawHttp http : clients) {
      assertThat(http.read().body()).isEqualTo(BODY);
      http.close();
    }
    stage.isWellAgain();
  }

  private long spliced() {
    return (long) stage.server.metric("registrymanager_spliced_bodies_total");
  }

  private static RawResponse get(Stage at, String target) {
    try {
      return RawHttp.get(at.server.port(), target, at.alice);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean awaits(CountDownLatch latch) {
    try {
      return latch.await(Stage.SOON.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Letters in no order, so that a byte in the wrong place is seen. */
  private static String text(int size) {
    return new Random(7)
        .ints(size, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
