package io.registrymanager.observation;

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

  /** It is as it should be. */
  public static CheckLine ok(String text) {
    return new CheckLine(Result.OK, text);
  }

  /** Somebody should look at it. */
  public static CheckLine warning(String text) {
    return new CheckLine(Result.WARNING, text);
  }

  /** It does not work. */
  public static CheckLine problem(String text) {
    return new CheckLine(Result.PROBLEM, text);
  }
}
