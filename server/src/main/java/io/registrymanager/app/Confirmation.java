package io.registrymanager.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks before something that cannot be undone. */
final class Confirmation {
  private final Terminal terminal;

  Confirmation(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Returns if the answer is yes; where nobody can be asked, the answer is no. */
  void ask(String question) {
    if (terminal.prompt().isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, List.of("Nobody can be asked here; --force does it without asking."));
    }
    terminal.err().print(question + " [y/N] ");
    terminal.err().flush();
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
      String answer = in.readLine();
      if (answer == null || !(answer.strip().equals("y") || answer.strip().equals("yes"))) {
        throw new CommandFailure("Nothing was changed.");
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "Standard input cannot be read.", e);
    }
  }
}
