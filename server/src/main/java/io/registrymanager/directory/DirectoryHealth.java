package io.registrymanager.directory;

import io.registrymanager.observation.HealthIndicator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * How the directory is. Without it local users and whoever logged in lately can still pull, so it
 * never makes this program useless: it is a warning.
 */
final class DirectoryHealth implements HealthIndicator {
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
    return CompletableFuture.supplyAsync(
        () -> {
          List<String> found = complaints.get();
          return found.isEmpty() ? new Health.Up() : new Health.Impaired(String.join("; ", found));
        },
        blocking);
  }
}
