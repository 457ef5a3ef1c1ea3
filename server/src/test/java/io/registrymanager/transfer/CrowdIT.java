package io.registrymanager.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many clients who each stay within their limits must not take what all need (trap 88). */
@ExtendWith(NoLeaks.class)
class CrowdIT {
  private static final Stage STAGE = Stage.open();
  private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: x\r\n";

  @AfterAll
  static void close() {
    STAGE.close();
  }

  @Test
  void nobodyMakesUsKeepABodyWithoutSayingWhoTheyAre() throws IOException {
    try (RawHttp http = STAGE.connect()) {
      http.send(LIVE + "Content-Length: 1000000\r\n\r\n" + "x".repeat(1000));
      assertThat(http.read().status()).isEqualTo(413);
    }
  }

  @Test
  void incompleteHeadsHaveABoundTogetherAndLeaveNothingBehind() throws IOException {
    String incomplete = LIVE + "X: y\r\n".repeat(5000);
    List<RawHttp> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        crowd.add(STAGE.connect().send(incomplete));
      }
      assertThat(crowd.getLast().read().status()).isEqualTo(503);
      STAGE.upstream.play(FaultyUpstream.answers(Stage.OK));
      assertThat(RawHttp.get(STAGE.server.port(), Stage.MANIFEST, STAGE.alice).text())
          .isEqualTo("ok");
    } finally {
      for (RawHttp one : crowd) {
        one.close();
      }
    }
    Await.until(Stage.SOON, "an incomplete head was still refused", CrowdIT::isSpacious);
  }

  private static boolean isSpacious() {
    try (RawHttp http = STAGE.connect()) {
      http.send(LIVE + "X: y\r\n".repeat(5000));
      http.send("\r\n");
      return http.read().status() == 200;
    } catch (IOException e) {
      return false; // refused, and closed before all of it was sent
    }
  }
}
