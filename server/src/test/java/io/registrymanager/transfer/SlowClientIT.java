package io.registrymanager.transfer;

import static io.registrymanager.transfer.Stage.SOON;
import static io.registrymanager.transfer.Stage.standsStill;
import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Clients that read slower than the registry writes: the last part of their bodies waits in our
 * memory when the registry has long sent everything.
 */
@ExtendWith(NoLeaks.class)
@Tag("bodies")
class SlowClientIT {
  private static final int COARSE = 192 * 1024;
  private static final int FINE = 12 * 1024;
  private static final int MOST = 9 * 1024 * 1024;

  @Test
  void theEngineWhichClosesEachConnectionGetsItsBodyWhole() throws IOException {
    try (Stage stage = Stage.open()) {
      List<RawHttp> clients = atTheEdge(stage, "Connection: close");
      // Several times as long as a client that does not read our refusal is waited for.
      awaitSweeps(stage, 5);
      assertThatAllGetEverything(clients);
      stage.isWellAgain();
    }
  }

  /**
   * Clients that do not read yet, the next one of a slightly larger body than the one before. How
   * much the sockets take is not known, so it is measured first; there is always one whose sockets
   * take all but a last part.
   */
  private static List<RawHttp> atTheEdge(Stage stage, String header) throws IOException {
    stage.upstream.play(
        exchange -> {
          String target = exchange.request().target();
          int size = Integer.parseInt(target.substring(target.lastIndexOf('/') + 1));
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
          exchange.send("x".repeat(size));
          return FaultyUpstream.Next.KEEP_OPEN;
        });
    List<RawHttp> coarse = ask(stage, header, COARSE, MOST, COARSE);
    Await.until(SOON, "the rest stood still", standsStill(() -> 1 + stage.transfers()));
    int taken = Math.toIntExact(coarse.size() - stage.transfers()) * COARSE;
    for (RawHttp http : coarse) {
      http.reset();
    }
    Await.until(SOON, "no transfer was open", () -> stage.transfers() == 0);
    List<RawHttp> fine = ask(stage, header, taken - COARSE, taken + COARSE, FINE);
    Await.until(SOON, "the rest stood still", standsStill(() -> 1 + stage.transfers()));
    return fine;
  }

  private static List<RawHttp> ask(Stage stage, String header, int from, int to, int step)
      throws IOException {
    List<RawHttp> clients = new ArrayList<>();
    for (int size = from; size <= to; size += step) {
      clients.add(
          stage.connect().send(stage.head("GET", "/v2/team/app/manifests/" + size, header)));
    }
    return clients;
  }

  private static void assertThatAllGetEverything(List<RawHttp> clients) throws IOException {
    assertThat(clients).isNotEmpty();
    for (RawHttp client : clients) {
      try (client) {
        RawResponse answer = client.read();
        assertThat(answer.isWhole()).as("%d bytes came", answer.body().length()).isTrue();
      }
    }
  }

  /** The server's date moves on once a second, when it has ended what took too long. */
  private static void awaitSweeps(Stage stage, int count) {
    List<String> dates = new ArrayList<>();
    Await.until(
        SOON,
        "the server had swept",
        () -> {
          String date = date(stage);
          if (!dates.contains(date)) {
            dates.add(date);
          }
          return dates.size() > count;
        });
  }

  private static String date(Stage stage) {
    try {
      return RawHttp.get(stage.server.port(), "/health/live").header("Date").orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
