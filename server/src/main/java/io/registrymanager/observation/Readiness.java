package io.registrymanager.observation;

/**
 * Whether this program still wants new work. Once it drains it never wants any again. Thread-safe.
 */
public final class Readiness {
  private volatile boolean draining;

  /** Makes {@code /health/ready} say no at once, whatever else is well. */
  public void drain() {
    draining = true;
  }

  /** Whether the end has begun. */
  public boolean isDraining() {
    return draining;
  }
}
