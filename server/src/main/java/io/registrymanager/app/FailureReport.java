package io.registrymanager.app;

import io.registrymanager.identity.StoreException;

/** Turns what went wrong into a sentence on standard error and an exit code. */
final class FailureReport {
  private FailureReport() {}

  /**
   * Says it.
   *
   * @param debug prints the stack as well
   */
  static ExitCode write(Terminal terminal, Exception e, boolean debug) {
    if (debug) {
      e.printStackTrace(terminal.err());
    }
    terminal.err().println(sentence(e));
    return e instanceof CommandFailure failure ? failure.code() : ExitCode.FAILED;
  }

  private static String sentence(Exception e) {
    boolean ours = e instanceof CommandFailure || e instanceof StoreException;
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return ours ? message : "Something unforeseen went wrong (--debug shows where): " + message;
  }
}
