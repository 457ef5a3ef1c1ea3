package io.registrymanager.app;

import io.registrymanager.secret.Secret;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command talks with: results on {@code out}, talk on {@code err}, both in UTF-8.
 *
 * @param isShown whether {@code out} is a terminal, so that somebody sees it and no log keeps it
 * @param prompt asks for a password without echo; absent where nobody can be asked
 */
record Terminal(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    boolean isShown,
    Optional<Function<String, Secret>> prompt,
    Map<String, String> environment) {
  /** The terminal, files or pipes that this process was started with. */
  static Terminal ofSystem() {
    return new Terminal(
        System.in,
        utf8(System.out),
        utf8(System.err),
        isTerminal(1),
        systemPrompt(),
        System.getenv());
  }

  /** Not the environment, which may hold passwords. */
  @Override
  public String toString() {
    return "Terminal[" + (isShown ? "shown" : "not shown") + "]";
  }

  private static PrintWriter utf8(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private static Optional<Function<String, Secret>> systemPrompt() {
    return isTerminal(0) ? Optional.of(Terminal::ask) : Optional.empty();
  }

  private static Secret ask(String question) {
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(Terminal::cannotHide);
    char[] typed = console.readPassword("%s", question);
    return Secret.of(typed == null ? "" : new String(typed));
  }

  /** There is no console when the output goes elsewhere, and what is typed would show. */
  private static CommandFailure cannotHide() {
    return new CommandFailure(
        "The password would show while it is typed; pipe it into --password-stdin.");
  }

  /** The console knows of both ends together only; behind a launcher the input may be none. */
  private static boolean isTerminal(int descriptor) {
    try {
      Path device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      return device.startsWith("/dev/pts")
          || device.toString().startsWith("/dev/tty")
          || device.toString().equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
