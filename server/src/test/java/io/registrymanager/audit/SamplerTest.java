package io.registrymanager.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestingClock clock = new TestingClock();
  private final Sampler<String> sampler = new Sampler<>(3, MINUTE, clock::nanos);
  private final List<String> rest = new ArrayList<>();

  @Test
  void onlyTheFirstOfAWindowIsAFirst() {
    assertThat(sampler.isFirst("a", "one")).isTrue();
    assertThat(sampler.isFirst("a", "two")).isFalse();
    assertThat(sampler.isFirst("b", "one")).isTrue();
  }

  @Test
  void thoseThatFollowedAreCountedWhenTheWindowIsOver() {
    sampler.isFirst("a", "one");
    sampler.isFirst("a", "two");
    sampler.isFirst("b", "alone");

    clock.advance(MINUTE.minusMillis(1));
    sampler.isFirst("a", "three");
    sweep();
    assertThat(rest).isEmpty();

    clock.advance(Duration.ofMillis(1));
    sweep();
    assertThat(rest).containsExactly("three x2");
    assertThat(sampler.isFirst("a", "four")).isTrue();
  }

  @Test
  void theLastIsOneOfTheLastFiveSeconds() {
    sampler.isFirst("a", "one");
    sampler.isFirst("a", "two");
    clock.advance(Duration.ofMillis(4999));
    sampler.isFirst("a", "three");
    clock.advance(Duration.ofMillis(1));
    sampler.isFirst("a", "four");
    sampler.isFirst("a", "five");
    sampler.finish((last, count) -> rest.add(last + " x" + count));
    assertThat(rest).containsExactly("four x4");
  }

  @Test
  void aClockThatIsSetEndsNoWindowAndHoldsNoneOpen() {
    sampler.isFirst("a", "one");
    sampler.isFirst("a", "two");
    clock.set(Duration.ofHours(1));
    sweep();
    assertThat(rest).isEmpty();
    clock.advance(Duration.ofSeconds(5));
    assertThat(sampler.isFirst("a", "three")).isFalse();

    clock.set(Duration.ofHours(-2));
    clock.advance(MINUTE);
    sweep();
    assertThat(rest).containsExactly("three x2");
  }

  @Test
  void withTooManyKeysEveryEventIsAFirstAndNoneIsKept() {
    IntStream.range(0, 3).forEach(i -> sampler.isFirst(i, "one"));
    assertThat(sampler.isFirst(3, "one")).isTrue();
    assertThat(sampler.isFirst(3, "two")).isTrue();
    assertThat(sampler.isFirst(1, "two")).isFalse();
    sampler.finish((last, count) -> rest.add(last + " x" + count));
    assertThat(rest).containsExactly("two x1");
  }

  @Test
  void theEndOfAllWindowsSaysWhatWasCounted() {
    sampler.isFirst("a", "one");
    sampler.isFirst("a", "two");
    sampler.finish((last, count) -> rest.add(last + " x" + count));
    sampler.finish((last, count) -> rest.add(last + " x" + count));
    assertThat(rest).containsExactly("two x1");
  }

  /** Whoever counts while the window is ended is counted in it or begins the next one. */
  @Test
  void noEventIsLostBetweenTwoWindows() throws InterruptedException {
    AtomicLong firsts = new AtomicLong();
    AtomicLong followed = new AtomicLong();
    List<Thread> threads =
        IntStream.range(0, 4)
            .mapToObj(
                _ ->
                    Thread.ofPlatform()
                        .start(
                            () -> {
                              for (int i = 0; i < 20_000; i++) {
                                if (sampler.isFirst("a", "x")) {
                                  firsts.incrementAndGet();
                                }
                              }
                            }))
            .toList();
    while (threads.stream().anyMatch(Thread::isAlive)) {
      sampler.finish((_, count) -> followed.addAndGet(count));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    sampler.finish((_, count) -> followed.addAndGet(count));
    assertThat(firsts.get() + followed.get()).isEqualTo(80_000);
    assertThat(firsts.get()).isPositive();
  }

  private void sweep() {
    sampler.sweep((last, count) -> rest.add(last + " x" + count));
  }
}
