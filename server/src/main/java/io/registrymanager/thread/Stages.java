package io.registrymanager.thread;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future.State;
import java.util.function.Function;

/**
 * What follows an answer that is here already, more often than not: then it follows at once, as a
 * plain call, without the stages in between that {@link CompletableFuture} would make. Thread-safe.
 */
public final class Stages {
  private Stages() {}

  /** As {@link CompletableFuture#thenCompose}. */
  public static <A, B> CompletableFuture<B> compose(
      CompletableFuture<A> answer, Function<A, CompletableFuture<B>> next) {
    if (answer.state() != State.SUCCESS) {
      return answer.thenCompose(next);
    }
    try {
      return next.apply(answer.resultNow());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** As {@link CompletableFuture#thenApply}. */
  public static <A, B> CompletableFuture<B> map(CompletableFuture<A> answer, Function<A, B> next) {
    return compose(answer, value -> CompletableFuture.completedFuture(next.apply(value)));
  }
}
