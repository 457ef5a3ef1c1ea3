package io.registrymanager.authentication;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Remembers answers that take long to find, and asks once for all who wait for the same. An answer
 * dropped while it is being found is not remembered, nor is a failure to find one. Thread-safe; a
 * remembered answer is a completed future, without lock or change of thread. No future fails.
 */
final class AnswerCache<K, V> {
  /** So long is for ever; a number of nanoseconds that can be added to any. */
  private static final Duration MOST = Duration.ofDays(36_500);

  private final AsyncCache<K, V> cache;
  private final Ticker ticker;
  private final Function<V, Duration> life;
  private final Function<Throwable, V> excuse;

  /**
   * How much is remembered.
   *
   * @param answers how many, about
   * @param longest no answer is remembered for longer
   */
  record Bounds(int answers, Duration longest) {}

  /**
   * A cache with nothing in it.
   *
   * @param life for how long an answer is remembered, from when it was found
   * @param excuse the answer for those who wait when none could be found
   */
  AnswerCache(
      Bounds bounds, Ticker ticker, Function<V, Duration> life, Function<Throwable, V> excuse) {
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(bounds.answers())
            .expireAfterWrite(bounds.longest())
            .ticker(ticker)
            .executor(Runnable::run) // its upkeep is short; waking a thread for it is not
            .buildAsync();
    this.ticker = ticker;
    this.life = life;
    this.excuse = excuse;
  }

  /**
   * An answer that knows its own end. Ends that differ from answer to answer, left to the cache,
   * would have it reorder two lists at each look, in memory that no one else has touched lately.
   */
  private static final class Answer<V> extends CompletableFuture<V> {
    private volatile long end;

    private boolean isOver(long now) {
      return state() == State.SUCCESS && now - end >= 0;
    }

    private void complete(V found, long now, Duration life) {
      end = now + (life.compareTo(MOST) < 0 ? life : MOST).toNanos();
      complete(found);
    }
  }

  /** The answer for {@code key}, found by {@code finder} if nobody has asked yet. */
  CompletableFuture<V> get(K key, Supplier<CompletionStage<V>> finder) {
    return known(key).orElseGet(() -> find(key, finder));
  }

  /** The answer for {@code key}, or the one that is being found; empty if nobody has asked yet. */
  Optional<CompletableFuture<V>> known(K key) {
    CompletableFuture<V> held = cache.getIfPresent(key);
    if (held instanceof Answer<V> answer && answer.isOver(ticker.read())) {
      cache.asMap().remove(key, held);
      return Optional.empty();
    }
    return Optional.ofNullable(held);
  }

  /** Forgets the answer, or the one that is being found. */
  void drop(K key) {
    cache.asMap().remove(key);
  }

  /** Forgets the answer if it is a stale one. */
  void drop(K key, Predicate<V> stale) {
    CompletableFuture<V> held = cache.getIfPresent(key);
    if (held != null && held.state() == Future.State.SUCCESS && stale.test(held.resultNow())) {
      cache.asMap().remove(key, held);
    }
  }

  private CompletableFuture<V> find(K key, Supplier<CompletionStage<V>> finder) {
    Answer<V> mine = new Answer<>();
    CompletableFuture<V> others = cache.asMap().putIfAbsent(key, mine);
    if (others != null) {
      return others;
    }
    // Whoever asked first hears it last, after the cache itself, whose clock starts then.
    return start(finder)
        .exceptionally(
            failure -> {
              // Leaves before anybody hears it, so that whoever asks again finds out anew.
              cache.asMap().remove(key, mine);
              return excuse.apply(failure);
            })
        .whenComplete((answer, _) -> mine.complete(answer, ticker.read(), life.apply(answer)))
        .toCompletableFuture();
  }

  private static <V> CompletionStage<V> start(Supplier<CompletionStage<V>> finder) {
    try {
      return finder.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
