package io.registrymanager.authentication;

import com.github.benmanes.caffeine.cache.AsyncCache;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Remembers answers that take long to find, and asks once for all who wait for the same. An answer
 * dropped while it is being found is not remembered, nor is a failure to find one. Thread-safe; a
 * remembered answer is a completed future, without lock or change of thread. No future fails.
 */
final class AnswerCache<K, V> {
  private final AsyncCache<K, V> cache;
  private final Function<Throwable, V> excuse;

  /**
   * A cache with nothing in it.
   *
   * @param excuse the answer for those who wait when none could be found
   */
  AnswerCache(AsyncCache<K, V> cache, Function<Throwable, V> excuse) {
    this.cache = cache;
    this.excuse = excuse;
  }

  /** The answer for {@code key}, found by {@code finder} if nobody has asked yet. */
  CompletableFuture<V> get(K key, Supplier<CompletionStage<V>> finder) {
    return known(key).orElseGet(() -> find(key, finder));
  }

  /** The answer for {@code key}, or the one that is being found; empty if nobody has asked yet. */
  Optional<CompletableFuture<V>> known(K key) {
    return Optional.ofNullable(cache.getIfPresent(key));
  }

  /** Forgets the answer, or the one that is being found. */
  void drop(K key) {
    cache.asMap().remove(key);
  }

  /** Forgets the answer if it is that one. */
  void drop(K key, V stale) {
    CompletableFuture<V> held = cache.getIfPresent(key);
    if (held != null && held.state() == Future.State.SUCCESS && held.resultNow().equals(stale)) {
      cache.asMap().remove(key, held);
    }
  }

  private CompletableFuture<V> find(K key, Supplier<CompletionStage<V>> finder) {
    CompletableFuture<V> mine = new CompletableFuture<>();
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
        .whenComplete((answer, _) -> mine.complete(answer))
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
