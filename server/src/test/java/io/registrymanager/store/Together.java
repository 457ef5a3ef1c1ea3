package io.registrymanager.store;

import io.registrymanager.thread.NonBlocking;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;

/** Runs things at the same moment, or on a thread where they must not run. */
final class Together {
  private Together() {}

  /** What {@code count} virtual threads found, who all began when the last of them was ready. */
  static <T> List<T> run(int count, IntFunction<T> work) {
    CyclicBarrier start = new CyclicBarrier(count);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return work.apply(number);
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** How {@code call} fails on an event loop. */
  static Throwable failureOnEventLoop(Runnable call) {
    FutureTask<Void> task = new FutureTask<>(call, null);
    new EventLoopThread(task).start();
    try {
      task.get();
      throw new AssertionError("the call blocked an event loop");
    } catch (ExecutionException e) {
      return Objects.requireNonNull(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static final class EventLoopThread extends Thread implements NonBlocking {
    EventLoopThread(Runnable work) {
      super(work, "event-loop");
    }
  }
}
