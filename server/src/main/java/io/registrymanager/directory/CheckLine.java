package io.registrymanager.directory;

/**
 * One thing that was looked at.
 *
 * @param text a sentence for the operator, without any secret
 */
public record CheckLine(Result result, String text) {
  /** How it is. */
  public enum Result {
    /** As it should be. */
    OK,
    /** It works, and somebody should look at it. */
    WARNING,
    /** It does not work. */
    PROBLEM
  }
}
