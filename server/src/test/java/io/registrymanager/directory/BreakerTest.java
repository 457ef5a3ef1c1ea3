package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private final AtomicLong now = new AtomicLong();
  private final Breaker breaker = new Breaker(now::get, Duration.ofSeconds(3));

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void aServerThatNeverFailedMayBeAskedByAll() {
    assertThat(breaker.tryPass()).isTrue();
    assertThat(breaker.tryPass()).isTrue();
    assertThat(breaker.pause()).isZero();
  }

  @Test
  void afterAFailureNobodyMayAskAndThenOneMay() {
    breaker.failed(Duration.ZERO);
    assertThat(breaker.tryPass()).isFalse();
    assertThat(breaker.pause()).isEqualTo(Duration.ofSeconds(1));
    pass(Duration.ofSeconds(1));
    assertThat(breaker.isPassable()).isTrue();
    assertThat(breaker.tryPass()).isTrue();
    assertThat(breaker.tryPass()).as("while the first tries").isFalse();
    breaker.succeeded();
    assertThat(breaker.tryPass()).isTrue();
  }

  @Test
  void pausesGrowWithFailuresAndWithSilence() {
    breaker.failed(Duration.ofSeconds(2));
    assertThat(breaker.pause()).isEqualTo(Duration.ofSeconds(6));
    for (int i = 0; i < 20; i++) {
      breaker.failed(Duration.ZERO);
    }
    assertThat(breaker.pause()).isEqualTo(Duration.ofSeconds(15));
  }
}
