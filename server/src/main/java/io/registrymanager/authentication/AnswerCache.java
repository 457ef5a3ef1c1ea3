package io.registrymanager.authentication;

import com.github.benmanes.caffeine.cache.AsyncCache;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers answers that take long to find, and asks once for all who wait for the same. An answer
 * dropped while it is being found is not remembered. Thread-safe; a remembered answer is a
 * completed future, without lock or change of thread.
 */
final class AnswerCache<K, V> {
  private final AsyncCache<K, V> cache;
  private final Predicate<V> worthKeeping;

  AnswerCache(AsyncCache<K, V> cache, Predicate<V> worthKeeping) {
    this.cache = cache;
    this.worthKeeping = worthKeeping;
  }

  /** The answer for {@code key}, found by {@code finder} if nobody has asked yet. */
  CompletableFuture<V> get(K key, Supplier<CompletionStage<V>> finder) {
    CompletableFuture<V> known = cache.getIfPresent(key);
    return known == null ? find(key, finder) : known;
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
    // What is not to be kept leaves before anybody hears it, so that whoever asks again finds out
    // anew; and the cache hears it before whoever asked first.
    return start(finder)
        .whenComplete(
            (answer, failure) -> {
              if (failure != null || !worthKeeping.test(answer)) {
                cache.asMap().remove(key, mine);
              }
              complete(mine, answer, failure);
            })
        .toCompletableFuture();
  }

  private static <V> CompletionStage<V> start(Supplier<CompletionStage<V>> finder) {
    try {
      return finder.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static <V> void complete(
      CompletableFuture<V> future, V answer, @Nullable Throwable failure) {
    if (failure == null) {
      future.complete(answer);
    } else {
      future.completeExceptionally(failure);
    }
  }
}
