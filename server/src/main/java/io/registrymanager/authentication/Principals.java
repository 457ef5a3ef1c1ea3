package io.registrymanager.authentication;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.UserStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * How users stand, remembered until the store reports a change of them. Apart from what is
 * remembered about credentials, for rights change without a login (trap 84).
 */
final class Principals {
  private final UserStore store;
  private final Executor blocking;
  private final AnswerCache<UserId, Standing> standings;

  Principals(UserStore store, AuthenticationSettings settings, Executor blocking, Ticker ticker) {
    this.store = store;
    this.blocking = blocking;
    AsyncCache<UserId, Standing> cache =
        Caffeine.newBuilder()
            .maximumSize(settings.cacheSize())
            .expireAfterWrite(settings.cacheLife())
            .ticker(ticker)
            .executor(Runnable::run) // its upkeep is short; waking a thread for it is not
            .buildAsync();
    standings =
        new AnswerCache<>(cache, failure -> new Standing.Unreadable(Failures.explain(failure)));
  }

  /** How that user stands; completed on return if it is remembered. Never fails. */
  CompletableFuture<Standing> of(UserId id) {
    return standings.get(id, () -> read(id));
  }

  /** Forgets that user, also if it is being read. */
  void drop(UserId id) {
    standings.drop(id);
  }

  private CompletionStage<Standing> read(UserId id) {
    return CompletableFuture.supplyAsync(
        () -> store.find(id).<Standing>map(Standing.Present::of).orElseGet(Standing.Gone::new),
        blocking);
  }
}
