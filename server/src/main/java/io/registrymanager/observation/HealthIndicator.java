package io.registrymanager.observation;

import java.util.concurrent.CompletionStage;

/** One thing this program needs to be of use. */
public interface HealthIndicator {
  /** Its name in the answer of {@code /health/ready}. */
  String name();

  /** Finds out within a few seconds; a failure to find out is {@link Health.Down}. */
  CompletionStage<Health> check();

  /** How it is. */
  sealed interface Health {
    /** Of use. */
    record Up() implements Health {}

    /**
     * Of use, but something is wrong that somebody should see to.
     *
     * @param reason one sentence for the operator
     */
    record Impaired(String reason) implements Health {}

    /**
     * Not of use.
     *
     * @param reason one sentence for the operator
     */
    record Down(String reason) implements Health {}
  }
}
