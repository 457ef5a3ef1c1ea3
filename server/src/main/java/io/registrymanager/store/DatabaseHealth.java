package io.registrymanager.store;

import io.registrymanager.observation.HealthIndicator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Whether the database can be read: without it nobody gets in. That it cannot be written for now,
 * as on a full disk, takes no pull and no push away from users who are known, so it is no reason to
 * send them elsewhere.
 */
record DatabaseHealth(Sessions sessions, Executor blocking) implements HealthIndicator {
  @Override
  public String name() {
    return "store";
  }

  @Override
  public CompletionStage<Health> check() {
    return CompletableFuture.<Health>supplyAsync(
            () -> {
              long _ = sessions.read(UserQueries::count);
              return new Health.Up();
            },
            blocking)
        .exceptionally(
            failure -> {
              Throwable cause = failure.getCause() == null ? failure : failure.getCause();
              return new Health.Down(String.valueOf(cause.getMessage()));
            });
  }
}
