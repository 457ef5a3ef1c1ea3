package io.registrymanager.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One side breaks off: the other is told, nothing is lost, and the next request works. */
@ExtendWith(NoLeaks.class)
@Tag("bodies")
class BrokenTransferIT {
  @RegisterExtension static final Stage STAGE = Stage.open();
  private static final String BIG = "Content-Length: 1000000000";
  private static final String CHUNKED = "Transfer-Encoding: chunked";

  enum Farewell {
    CLOSE,
    RESET
  }

  @ParameterizedTest
  @EnumSource
  void trap74AClientThatLeavesInItsUploadEndsTheRegistrysConnection(Farewell farewell)
      throws IOException {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    STAGE.upstream.play(
        exchange -> {
          exchange.readBytes(100_000);
          began.countDown();
          exchange.countToEnd();
          told.countDown();
          return FaultyUpstream.Next.CLOSE;
        });
    RawHttp http = STAGE.connect();
    http.send(STAGE.head("PATCH", Stage.UPLOAD, BIG) + "x".repeat(500_000));
    awaitZero("the upload began", began);
    leave(http, farewell);
    awaitZero("the registry was told", told);
  }

  @Test
  void trap74AClientIsMissedAlsoWhileTheRegistryReadsNothing() throws IOException {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    STAGE.upstream.play(
        exchange -> {
          awaitQuietly(left);
          exchange.countToEnd();
          told.countDown();
          return FaultyUpstream.Next.CLOSE;
        });
    RawHttp http = STAGE.connect();
    http.send(STAGE.head("PATCH", Stage.UPLOAD, BIG));
    Thread.ofVirtual().start(() -> sendUntilItFails(http));
    Await.until(Stage.SOON, "a body was held", STAGE::isHoldingABody);
    http.reset();
    Await.until(Stage.SOON, "the transfer ended", () -> STAGE.transfers() == 0);
    left.countDown();
    awaitZero("the registry was told", told);
  }

  @ParameterizedTest
  @EnumSource
  void trap74AClientThatLeavesInItsDownloadEndsTheRegistrysConnection(Farewell farewell)
      throws IOException {
    CountDownLatch told = new CountDownLatch(1);
    STAGE.upstream.play(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\n" + BIG + "\r\n\r\n");
          String block = "x".repeat(100_000);
          try {
            for (int i = 0; i < 10_000; i++) {
              exchange.send(block);
            }
          } finally {
            told.countDown();
          }
          return FaultyUpstream.Next.CLOSE;
        });
    RawHttp http = STAGE.connect();
    http.send(STAGE.head("GET", Stage.BLOB));
    http.readHead();
    assertThat(http.input().readNBytes(1_000_000)).hasSize(1_000_000);
    leave(http, farewell);
    awaitZero("the registry was told", told);
  }

  /** Its bodies end with the connection, which must not look like an end then. */
  @Test
  void trap74ABodyThatIsBrokenOffNeverLooksWholeToAnOldClientEither() throws IOException {
    STAGE.upstream.play(
        FaultyUpstream.sends(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"));
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("GET", Stage.BLOB).replace("HTTP/1.1", "HTTP/1.0"));
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> http.input().readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 10\r\n\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n"
      })
  void trap74And112ABodyThatTheRegistryBreaksOffNeverLooksWhole(String rest) throws IOException {
    for (FaultyUpstream.Fault fault :
        List.of(
            FaultyUpstream.sends("HTTP/1.1 200 OK\r\n" + rest),
            FaultyUpstream.resetsAfter("HTTP/1.1 200 OK\r\n" + rest))) {
      STAGE.upstream.play(fault);
      try (RawHttp http = STAGE.connect()) {
        http.send(STAGE.head("GET", Stage.BLOB));
        RawResponse answer;
        try {
          answer = http.read();
        } catch (IOException e) {
          continue; // the reset came before the head went out: broken off as well
        }
        assertThat(answer.isWhole() && answer.status() == 200).as(answer.toString()).isFalse();
      }
      STAGE.isWellAgain();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void aNewConnectionThatClosesWithoutAWordIs502(String method) throws IOException {
    STAGE.forgetConnections();
    AtomicInteger asked = new AtomicInteger();
    STAGE.upstream.play(
        exchange -> {
          asked.incrementAndGet();
          return FaultyUpstream.Next.CLOSE;
        });
    try (RawHttp http = STAGE.connect()) {
      http.send(head(method));
      assertThat(http.read().status()).isEqualTo(502);
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void trap75AReadOnAStaleConnectionIsTriedOnceMore() throws IOException {
    assertThat(statusOnAStaleConnection("GET")).isEqualTo(200);
    assertThat(statusOnAStaleConnection("HEAD")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE"})
  void trap75AChangeIsNeverTriedTwice(String method) throws IOException {
    assertThat(statusOnAStaleConnection(method)).isEqualTo(502);
  }

  /** The first request on a used connection is answered by its end, every other one properly. */
  private static int statusOnAStaleConnection(String method) throws IOException {
    AtomicInteger number = new AtomicInteger();
    STAGE.forgetConnections();
    STAGE.upstream.play(
        exchange -> {
          if (number.incrementAndGet() == 2) {
            return FaultyUpstream.Next.CLOSE;
          }
          boolean head = exchange.request().method().equals("HEAD");
          exchange.send(head ? Stage.OK.substring(0, Stage.OK.length() - 2) : Stage.OK);
          return FaultyUpstream.Next.KEEP_OPEN;
        });
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("GET", Stage.MANIFEST));
      assertThat(http.read().status()).isEqualTo(200);
      http.send(head(method));
      int status =
          method.equals("HEAD")
              ? Integer.parseInt(http.readHead().startLine().split(" ", -1)[1])
              : http.read().status();
      assertThat(number).hasValue(status == 502 ? 2 : 3);
      return status;
    }
  }

  private static String head(String method) {
    return switch (method) {
      case "POST" -> STAGE.head(method, "/v2/team/app/blobs/uploads/", "Content-Length: 0");
      case "PUT" -> STAGE.head(method, Stage.MANIFEST, "Content-Length: 0");
      case "DELETE" -> STAGE.head(method, Stage.BLOB);
      default -> STAGE.head(method, Stage.MANIFEST);
    };
  }

  @Test
  void trap74ABodyThatTheClientGarblesIsNotCompleted() throws IOException {
    CountDownLatch told = new CountDownLatch(1);
    STAGE.upstream.play(
        exchange -> {
          exchange.countToEnd(); // does not return while we wait for an answer to a whole body
          told.countDown();
          return FaultyUpstream.Next.CLOSE;
        });
    try (RawHttp http = STAGE.connect()) {
      http.send(STAGE.head("PATCH", Stage.UPLOAD, CHUNKED) + "5\r\nhello\r\nno size\r\n");
      assertThat(http.read().status()).isEqualTo(400);
      assertThat(http.readToEnd()).isEmpty();
    }
    awaitZero("the registry was told", told);
    awaitLogged("\"malformed-body\"");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aUserWhoIsDisabledOrDeletedLosesTheTransferUnderWay(boolean deleted) throws IOException {
    String name = deleted ? "gone" : "barred";
    var login = STAGE.server.user(name, "team");
    STAGE.upstream.play(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\n" + BIG + "\r\n\r\nhello");
          exchange.awaitEnd();
          return FaultyUpstream.Next.CLOSE;
        });
    try (RawHttp theirs = STAGE.connect();
        RawHttp others = STAGE.connect()) {
      theirs.request("GET", Stage.BLOB, RawHttp.basic(login.user(), login.password()));
      others.request("GET", Stage.BLOB, STAGE.alice);
      theirs.readHead();
      others.readHead();
      if (deleted) {
        STAGE.server.delete(name);
      } else {
        STAGE.server.enable(name, false);
      }
      assertThat(theirs.readToEnd()).isEqualTo("hello");
      assertThat(STAGE.transfers()).isEqualTo(1);
    }
    STAGE.isWellAgain();
    awaitLogged("\"account-ended\"");
  }

  /** Asked for over TCP, as any administrator does. */
  @ParameterizedTest
  @ValueSource(strings = {"DELETE /user?username=", "PATCH /user?enabled=false&username="})
  void anUploadUnderWayEndsWithItsAccount(String change) throws IOException {
    String name = change.startsWith("DELETE") ? "uploading" : "uploading-too";
    var login = STAGE.server.user(name, "team");
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    STAGE.upstream.play(
        exchange -> {
          exchange.readBytes(100_000);
          began.countDown();
          exchange.countToEnd();
          told.countDown();
          return FaultyUpstream.Next.CLOSE;
        });
    try (RawHttp http = STAGE.connect();
        RawHttp administrator = STAGE.connect()) {
      http.request("PATCH", Stage.UPLOAD, RawHttp.basic(login.user(), login.password()), BIG);
      http.send("x".repeat(200_000));
      awaitZero("the upload began", began);
      String[] words = (change + name).split(" ", -1);
      var admin = TestingServer.ADMINISTRATOR;
      administrator.request(words[0], words[1], RawHttp.basic(admin.user(), admin.password()));
      assertThat(administrator.read().status()).isBetween(200, 204);
      awaitZero("the registry was told", told);
    }
  }

  private static void leave(RawHttp http, Farewell farewell) throws IOException {
    switch (farewell) {
      case CLOSE -> http.close();
      case RESET -> http.reset();
    }
  }

  private static void sendUntilItFails(RawHttp http) {
    String block = "x".repeat(100_000);
    try {
      while (true) {
        http.send(block);
      }
    } catch (IOException _) {
      // The connection was reset, as the test wants it.
    }
  }

  private static void awaitZero(String what, CountDownLatch latch) {
    Await.until(Stage.SOON, what, () -> latch.getCount() == 0);
  }

  private static void awaitLogged(String text) {
    Await.until(Stage.SOON, "it was logged", () -> STAGE.server.accessLog().contains(text));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
