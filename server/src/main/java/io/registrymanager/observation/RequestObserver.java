package io.registrymanager.observation;

/**
 * Hears of every request that ended. Called on event loops: returns at once, never throws, never
 * blocks.
 */
@FunctionalInterface
public interface RequestObserver {
  /** Takes note of one outcome. */
  void ended(RequestOutcome outcome);
}
