package io.registrymanager.transfer;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Clients that read slower than the registry writes. How much the sockets take is not known, so
 * there are bodies of many sizes: of some the last part waits in our memory, when the registry has
 * long sent it all.
 */
@ExtendWith(NoLeaks.class)
class SlowClientIT {
  private static final int STEP = 192 * 1024;
  private static final int MOST = 9 * 1024 * 1024;

  @Test
  void theEngineWhichClosesEachConnectionGetsItsBodyWhole() throws IOException {
    try (Stage stage = Stage.open()) {
      List<RawHttp> clients = standing(stage, "Connection: close");
      // Several times as long as a client that does not read our refusal is waited for.
      awaitSweeps(stage, 5);
      assertThatAllGetEverything(clients);
      stage.isWellAgain();
    }
  }

  /** Clients that do not read yet, the n-th one a body of n steps. */
  static List<RawHttp> standing(Stage stage, String... headers) throws IOException {
    stage.upstream.play(
        exchange -> {
          String target = exchange.request().target();
          int size = Integer.parseInt(target.substring(target.lastIndexOf('/') + 1));
          exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
          exchange.send("x".repeat(size));
          return FaultyUpstream.Next.KEEP_OPEN;
        });
    List<RawHttp> clients = new ArrayList<>();
    for (int size = STEP; size <= MOST; size += STEP) {
      RawHttp http = stage.connect();
      http.send(stage.head("GET", "/v2/team/app/manifests/" + size, headers));
      clients.add(http);
    }
    Await.until(Stage.SOON, "the rest stood still", Stage.standsStill(() -> 1 + stage.transfers()));
    return clients;
  }

  static void assertThatAllGetEverything(List<RawHttp> clients) throws IOException {
    for (int i = 0; i < clients.size(); i++) {
      try (RawHttp http = clients.get(i)) {
        RawResponse answer = http.read();
        assertThat(answer.isWhole()).as("%d bytes", (i + 1) * STEP).isTrue();
        assertThat(answer.body()).hasSize((i + 1) * STEP);
      }
    }
  }

  /** The server's date moves on once a second, when it has ended what took too long. */
  private static void awaitSweeps(Stage stage, int count) {
    List<String> dates = new ArrayList<>();
    Await.until(
        Stage.SOON,
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
