package io.registrymanager.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ForwardClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private Instant told = START;
  private long nanos = 5;
  private final ForwardClock clock = new ForwardClock(() -> told, () -> nanos, Instant.EPOCH);

  @Test
  void itSaysWhatTheComputersClockSays() {
    assertThat(clock.instant()).isEqualTo(START);
    passes(Duration.ofMinutes(3));
    assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(3)));
  }

  @Test
  void itFollowsAClockThatIsSetForward() {
    assertThat(clock.instant()).isEqualTo(START);
    told = told.plus(HOUR);
    assertThat(clock.instant()).isEqualTo(START.plus(HOUR));
  }

  @Test
  void whereTheClockIsSetBackItGoesOnAtItsOwnPace() {
    assertThat(clock.instant()).isEqualTo(START);
    told = told.minus(HOUR);
    assertThat(clock.instant()).isEqualTo(START);
    passes(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(1));
    passes(HOUR.multipliedBy(2));
    assertThat(clock.instant()).isEqualTo(START.plus(HOUR.multipliedBy(2)).plusSeconds(1));
  }

  @Test
  void itIsNeverBeforeWhatWasKnownWhenTheProgramEnded() {
    Instant known = START.plus(HOUR);
    ForwardClock later = new ForwardClock(() -> told, () -> nanos, known);
    assertThat(later.instant()).isEqualTo(known);
    passes(Duration.ofSeconds(1));
    assertThat(later.instant()).isEqualTo(known.plusSeconds(1));
  }

  private void passes(Duration time) {
    told = told.plus(time);
    nanos += time.toNanos();
  }
}
