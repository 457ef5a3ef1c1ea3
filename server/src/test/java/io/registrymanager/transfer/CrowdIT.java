package io.registrymanager.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.Held;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many clients who each stay within their limits must not take what all need (trap 88). */
@ExtendWith(NoLeaks.class)
class CrowdIT {
  /** Shared and started here, lest it counts as something that a test left behind. */
  private static final URI REGISTRY = Fixtures.registry().uri();

  @RegisterExtension static final Stage STAGE = Stage.open();
  private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: x\r\n";

  @Test
  void nobodyMakesUsKeepABodyWithoutSayingWhoTheyAre() throws IOException {
    try (RawHttp http = STAGE.connect()) {
      http.send(LIVE + "Content-Length: 1000000\r\n\r\n" + "x".repeat(1000));
      assertThat(http.read().status()).isEqualTo(413);
    }
  }

  @Test
  void trap76TenThousandIdleConnectionsAndTwoThousandSlowHeadsDoNotStopWork() throws Exception {
    List<Socket> crowd = new ArrayList<>();
    try (LaunchedServer server = LaunchedServer.before(REGISTRY, "")) {
      Held atFirst = server.held();
      byte[] whole = (LIVE + "\r\n").getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 10_000; i++) {
        crowd.add(connected(server.port(), whole));
      }
      for (Socket idle : crowd) {
        assertThat(idle.getInputStream().read()).isEqualTo('H');
      }
      byte[] part = "GET /v2/ HTTP/1.1\r\nHost: x\r\nX-Slow".getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 2_000; i++) {
        crowd.add(connected(server.port(), part));
      }

      RawResponse answer = RawHttp.get(server.port(), "/v2/", LaunchedServer.ADMIN);

      assertThat(answer.status()).isEqualTo(200);
      Socket slow = crowd.getLast();
      slow.setSoTimeout(15_000);
      assertThat(slow.getInputStream().read()).as("a head takes 10 s at most").isEqualTo(-1);
      Socket idle = crowd.getFirst();
      idle.getOutputStream().write(whole);
      assertThat(RawHttp.get(server.port(), "/v2/", LaunchedServer.ADMIN).status()).isEqualTo(200);
      Fixtures.note(
          "10,000 idle connections and 2,000 slow heads: peak %d MiB"
              .formatted(server.peakMemory()));
      close(crowd);
      atFirst.awaitAgain(server::held);
    } finally {
      close(crowd);
    }
  }

  private static void close(List<Socket> crowd) throws IOException {
    for (Socket socket : crowd) {
      socket.close();
    }
  }

  private static Socket connected(int port, byte[] first) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.getOutputStream().write(first);
    return socket;
  }
}
