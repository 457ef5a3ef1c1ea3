package io.registrymanager.app;

import java.util.List;

/** A command cannot do what it was asked; carries the sentences to say and the exit code. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  CommandFailure(ExitCode code, List<String> sentences) {
    super(String.join(System.lineSeparator(), sentences));
    this.code = code;
  }

  CommandFailure(String sentence) {
    this(ExitCode.FAILED, List.of(sentence));
  }

  CommandFailure(ExitCode code, String sentence, Throwable cause) {
    super(sentence, cause);
    this.code = code;
  }

  ExitCode code() {
    return code;
  }
}
