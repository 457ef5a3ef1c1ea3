package io.registrymanager.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import java.io.IOException;
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
}
