package io.registrymanager.authentication;

import com.github.benmanes.caffeine.cache.Ticker;
import io.registrymanager.identity.DirectoryPerson.GroupRights;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.UserStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * How users stand, remembered until the store reports a change of them. Apart from what is
 * remembered about credentials, for rights change without a login (trap 84).
 */
final class Principals {
  private final UserStore store;
  private final Function<User, GroupRights> groups;
  private final Executor blocking;
  private final AnswerCache<UserId, Standing> standings;

  Principals(
      UserStore store,
      Function<User, GroupRights> groups,
      AuthenticationSettings settings,
      Executor blocking,
      Ticker ticker) {
    this.store = store;
    this.groups = groups;
    this.blocking = blocking;
    standings =
        new AnswerCache<>(
            new AnswerCache.Bounds(settings.cacheSize(), settings.cacheLife()),
            ticker,
            _ -> settings.cacheLife(),
            failure -> new Standing.Unreadable(Failures.explain(failure)));
  }

  /** How that user stands; completed on return if it is remembered. Never fails. */
  CompletableFuture<Standing> of(UserId id) {
    return standings.get(id, () -> read(id));
  }

  /** The same for a user whose groups give it that by now. */
  CompletableFuture<Standing> of(UserId id, GroupRights now) {
    return of(id)
        .thenCompose(
            standing -> {
              if (!(standing instanceof Standing.Present present) || present.groups().equals(now)) {
                return CompletableFuture.completedFuture(standing);
              }
              standings.drop(id, standing::equals);
              return of(id);
            });
  }

  /** Forgets that user, also if it is being read. */
  void drop(UserId id) {
    standings.drop(id);
  }

  private CompletionStage<Standing> read(UserId id) {
    return CompletableFuture.supplyAsync(
        () ->
            store
                .find(id)
                .<Standing>map(user -> Standing.Present.of(user, groups.apply(user)))
                .orElseGet(Standing.Gone::new),
        blocking);
  }
}
