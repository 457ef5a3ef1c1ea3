package io.registrymanager.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentPullsTest {
  private final RecentPulls pulls = new RecentPulls(0x9E37_79B9_7F4A_7C15L);

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -300_000_000_000L, 0, 16_777_000_000_000_000L})
  void aRepositoryIsNotedOnceInTenMinutes(long start) {
    assertThat(pulls.isFirst("team/app", start)).isTrue();
    assertThat(pulls.isFirst("team/app", start + seconds(0))).isFalse();
    assertThat(pulls.isFirst("team/app", start + seconds(598))).isFalse();
    assertThat(pulls.isFirst("team/app", start + seconds(601))).isTrue();
    assertThat(pulls.isFirst("team/app", start + seconds(601 + 598))).isFalse();
  }

  @Test
  void everyOtherNameIsAnother() {
    IntStream.range(0, 200_000)
        .mapToObj(number -> "team-" + number % 7 + "/app" + number)
        .forEach(name -> assertThat(pulls.isFirst(name, 0)).as(name).isTrue());
  }

  @Test
  void tenThousandAreKnownWhenTheyComeAgain() {
    assertThat(firsts(10_000)).isEqualTo(10_000);
    assertThat(firsts(10_000)).isZero();
  }

  @Test
  void withTooManyMostAreKnownAllTheSame() {
    assertThat(firsts(60_000)).isEqualTo(60_000);
    assertThat(firsts(60_000)).isLessThan(6_000);
  }

  private long firsts(int names) {
    return IntStream.range(0, names)
        .filter(number -> pulls.isFirst("team/app" + number, seconds(1)))
        .count();
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
