package io.registrymanager.authentication;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Lets logins of one kind through, no more at once than may fail without a wait: those behind them
 * learn first whether these failed. So a thousand guesses at once get no further than a few one
 * after another, and a crowd with the right passwords loses nothing but a moment. Thread-safe, and
 * never blocking.
 */
final class Lane {
  private static final int MOST_WAITING = 4096;
  private static final int MOST_COUNTED = 1 << 30;

  private final SlowingSettings settings;
  private final Deque<CompletableFuture<Lane>> waiting = new ArrayDeque<>();
  private int failures;
  private int inside;
  private long lastFailure;

  /** What becomes of somebody at the entrance. */
  sealed interface Entry {
    /** In; must be left by one of the methods for that. */
    record Admitted() implements Entry {}

    /** Asks again when {@code turn} completes. */
    record Queued(CompletableFuture<Lane> turn) implements Entry {}

    /** Comes back later. */
    record Refused(Duration retryAfter) implements Entry {}
  }

  Lane(SlowingSettings settings) {
    this.settings = settings;
  }

  /**
   * Asks to be let in.
   *
   * @param now in nanoseconds, of the one clock that all calls read
   */
  synchronized Entry enter(long now) {
    if (failures > 0 && now - lastFailure >= settings.forgivenAfter().toNanos()) {
      failures = 0;
    }
    long left = waitLeft(now);
    if (left > 0) {
      return new Entry.Refused(Duration.ofNanos(left));
    }
    if (inside < room()) {
      inside++;
      return new Entry.Admitted();
    }
    if (waiting.size() >= MOST_WAITING) {
      return new Entry.Refused(settings.firstWait());
    }
    CompletableFuture<Lane> turn = new CompletableFuture<>();
    waiting.add(turn);
    return new Entry.Queued(turn);
  }

  /** Leaves as if nothing had been. */
  void leave(long now) {
    wake(left(now));
  }

  /** Leaves with the right password: what failed before was the same person. */
  void leaveForgiven(long now) {
    wake(forgiven(now));
  }

  /**
   * Leaves after a failure.
   *
   * @return how many there are now
   */
  int leaveFailed(long now) {
    Left left = failed(now, 1);
    wake(left.woken());
    return left.failures();
  }

  /** Leaves after a failure that is counted already, and waits as long as after that. */
  void leaveFailedAgain(long now) {
    wake(failed(now, 0).woken());
  }

  private record Left(int failures, List<CompletableFuture<Lane>> woken) {}

  private synchronized Left failed(long now, int more) {
    lastFailure = now;
    failures = Math.min(failures + more, MOST_COUNTED);
    return new Left(failures, left(now));
  }

  private synchronized List<CompletableFuture<Lane>> forgiven(long now) {
    failures = 0;
    return left(now);
  }

  private synchronized List<CompletableFuture<Lane>> left(long now) {
    inside--;
    int next = waitLeft(now) > 0 ? waiting.size() : room() - inside;
    List<CompletableFuture<Lane>> woken = new ArrayList<>();
    while (woken.size() < next && !waiting.isEmpty()) {
      woken.add(waiting.remove());
    }
    return woken;
  }

  private void wake(List<CompletableFuture<Lane>> turns) {
    turns.forEach(turn -> turn.complete(this));
  }

  private int room() {
    return Math.max(1, settings.free() - failures);
  }

  private long waitLeft(long now) {
    long wait = settings.waitAfter(failures).toNanos();
    return wait == 0 ? 0 : wait - (now - lastFailure);
  }
}
