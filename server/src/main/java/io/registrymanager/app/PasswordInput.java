package io.registrymanager.app;

import io.registrymanager.secret.Secret;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Where a new password comes from: typed twice without echo, or read from standard input; never
 * from an argument, which every process on the computer could read.
 */
final class PasswordInput {
  private static final int MAX_BYTES = 4096;

  private final Terminal terminal;

  PasswordInput(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Asks for it. */
  Secret prompt(String username) {
    return terminal.prompt().map(ask -> twice(ask, username)).orElseGet(this::read);
  }

  /** Reads all of standard input; one newline at its end is not part of the password. */
  Secret read() {
    try {
      byte[] bytes = terminal.in().readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new CommandFailure("The password on standard input is too long.");
      }
      boolean newline = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
      return filled(Secret.of(Arrays.copyOf(bytes, bytes.length - (newline ? 1 : 0))));
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "Standard input cannot be read.", e);
    }
  }

  private static Secret twice(Function<String, Secret> ask, String username) {
    Secret first = filled(ask.apply("Password for " + username + ": "));
    if (!first.matches(ask.apply("Once more: "))) {
      throw new CommandFailure("The two passwords differ; nothing was changed.");
    }
    return first;
  }

  private static Secret filled(Secret password) {
    if (password.isEmpty()) {
      throw new CommandFailure("The password is empty; nothing was changed.");
    }
    return password;
  }
}
