package io.registrymanager.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchQueueTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration SOON = Duration.ofMillis(5);

  private final BlockingQueue<List<Integer>> written = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> lost = new LinkedBlockingQueue<>();

  @Test
  void aFullBatchIsWrittenWithoutWaiting() throws InterruptedException {
    try (BatchQueue<Integer> queue = queue(100, 10, NEVER, written::add)) {
      IntStream.range(0, 10).forEach(queue::offer);
      assertThat(written.poll(30, TimeUnit.SECONDS)).hasSize(10);
    }
  }

  @Test
  void whatFillsNoBatchIsWrittenAfterAWhile() throws InterruptedException {
    try (BatchQueue<Integer> queue = queue(100, 10, SOON, written::add)) {
      queue.offer(1);
      assertThat(written.poll(30, TimeUnit.SECONDS)).containsExactly(1);
    }
  }

  @Test
  void whatWaitsAtTheEndIsWritten() {
    BatchQueue<Integer> queue = queue(100, 10, NEVER, written::add);
    IntStream.range(0, 9).forEach(queue::offer);
    queue.close();
    assertThat(all()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void whatDoesNotFitIsHandedBackAndCountedWhileAWriteIsStuck() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Consumer<List<Integer>> slow =
        batch -> {
          stuck.countDown();
          awaitIn(goOn);
          written.add(batch);
        };
    try (BatchQueue<Integer> queue = queue(4, 2, NEVER, slow)) {
      IntStream.range(0, 2).forEach(queue::offer);
      assertThat(stuck.await(30, TimeUnit.SECONDS)).isTrue();
      IntStream.range(2, 9).forEach(queue::offer);
      assertThat(lost).containsExactly(6, 7, 8);
      assertThat(queue.lost()).isEqualTo(3);
      assertThat(queue.waiting()).isEqualTo(4);
      goOn.countDown();
    }
    assertThat(all()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void aFailedWriteIsTriedAgainWithTheSameElements() {
    List<List<Integer>> tried = new ArrayList<>();
    Consumer<List<Integer>> failsTwice =
        batch -> {
          tried.add(batch);
          if (tried.size() <= 2) {
            throw new IllegalStateException("no space");
          }
          written.add(batch);
        };
    try (BatchQueue<Integer> queue = queue(100, 10, SOON, failsTwice)) {
      queue.offer(1);
      assertThat(take(written)).containsExactly(1);
    }
    assertThat(lost).isEmpty();
  }

  @Test
  void whatCanNeverBeWrittenDoesNotHoldUpTheOthers() {
    Consumer<List<Integer>> refusesOne =
        batch -> {
          if (batch.contains(13)) {
            throw new IllegalStateException("poison");
          }
          written.add(batch);
        };
    try (BatchQueue<Integer> queue = queue(100, 1, Duration.ofNanos(1), refusesOne)) {
      queue.offer(13);
      assertThat(take(lost)).isEqualTo(13);
      queue.offer(14);
      assertThat(take(written)).containsExactly(14);
    }
  }

  @Test
  void atTheEndAFailedWriteIsNotTriedAgain() {
    BatchQueue<Integer> queue =
        queue(
            100,
            10,
            NEVER,
            _ -> {
              throw new IllegalStateException("no space");
            });
    IntStream.range(0, 3).forEach(queue::offer);
    queue.close();
    assertThat(lost).containsExactly(0, 1, 2);
  }

  @Test
  void afterTheEndNothingIsTaken() {
    BatchQueue<Integer> queue = queue(100, 10, NEVER, written::add);
    queue.close();
    queue.offer(1);
    assertThat(lost).containsExactly(1);
  }

  @Test
  void manyThreadsLoseNothingBetweenThem() {
    try (BatchQueue<Integer> queue = queue(100_000, 100, SOON, written::add)) {
      IntStream.range(0, 8)
          .mapToObj(
              t ->
                  Thread.startVirtualThread(
                      () -> IntStream.range(0, 1000).forEach(i -> queue.offer(t * 1000 + i))))
          .toList()
          .forEach(BatchQueueTest::join);
    }
    assertThat(all()).hasSize(8000).doesNotHaveDuplicates();
    assertThat(written).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void whoeverTakesItsTurnBadlyDoesNotStopTheQueue() {
    BatchQueue.Sink<Integer> sink = new Recorder(written::add, lost, true);
    try (BatchQueue<Integer> queue =
        new BatchQueue<>("test", new BatchQueue.Bounds(100, 10, SOON), sink)) {
      queue.offer(1);
      assertThat(take(written)).containsExactly(1);
    }
  }

  private BatchQueue<Integer> queue(
      int waiting, int batch, Duration delay, Consumer<List<Integer>> write) {
    return new BatchQueue<>(
        "test", new BatchQueue.Bounds(waiting, batch, delay), new Recorder(write, lost, false));
  }

  private record Recorder(
      Consumer<List<Integer>> writer, BlockingQueue<Integer> lostOnes, boolean failsInTurn)
      implements BatchQueue.Sink<Integer> {
    @Override
    public void write(List<Integer> batch) {
      writer.accept(batch);
    }

    @Override
    public void lost(Integer element) {
      lostOnes.add(element);
    }

    @Override
    public void turn() {
      if (failsInTurn) {
        throw new IllegalStateException("badly");
      }
    }
  }

  private List<Integer> all() {
    return written.stream().flatMap(List::stream).toList();
  }

  private static <T> T take(BlockingQueue<T> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitIn(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
