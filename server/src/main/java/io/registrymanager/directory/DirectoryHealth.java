package io.registrymanager.directory;

import io.registrymanager.observation.HealthIndicator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How the directory is. Without it local users and whoever logged in lately can still pull, so it
 * never makes this program useless: it is a warning.
 */
final class DirectoryHealth implements HealthIndicator {
  // Less than whoever asks waits, who would take no answer for a no.
  private static final long PATIENCE = 4_000;

  private final Supplier<List<String>> complaints;
  private final Executor blocking;

  DirectoryHealth(Supplier<List<String>> complaints, Executor blocking) {
    this.complaints = complaints;
    this.blocking = blocking;
  }

  @Override
  public String name() {
    return "directory";
  }

  @Override
  public CompletionStage<Health> check() {
    return CompletableFuture.<Health>supplyAsync(
            () -> {
              List<String> found = complaints.get();
              return found.isEmpty() ? new Health.Up() : impaired(String.join("; ", found));
            },
            blocking)
        .completeOnTimeout(impaired("it does not answer in time"), PATIENCE, TimeUnit.MILLISECONDS)
        .exceptionally(failure -> impaired("it could not be found out: " + failure.getMessage()));
  }

  private static Health impaired(String reason) {
    return new Health.Impaired(reason);
  }
}
