package io.registrymanager.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowsTimeTest {
  @Test
  void countsStepsOf100NanosecondsSince1601() {
    assertThat(WindowsTime.moment("116444736000000000")).contains(Instant.EPOCH);
    assertThat(WindowsTime.moment("132000000000000000"))
        .contains(Instant.parse("2019-04-17T18:40:00Z"));
    assertThat(WindowsTime.moment("116444736000000001")).contains(Instant.EPOCH.plusNanos(100));
  }

  @Test
  void zeroAndTheLargestAndNothingAreNever() {
    assertThat(WindowsTime.moment("0")).isEmpty();
    assertThat(WindowsTime.moment("9223372036854775807")).isEmpty();
    assertThat(WindowsTime.moment(null)).isEmpty();
    assertThat(WindowsTime.moment("soon")).isEmpty();
  }

  @Test
  void spansAreWrittenNegative() {
    assertThat(WindowsTime.span("-18000000000")).isEqualTo(Duration.ofMinutes(30));
    assertThat(WindowsTime.span(null)).isZero();
    assertThat(WindowsTime.span("-9223372036854775808")).isGreaterThan(Duration.ofDays(3650));
  }
}
