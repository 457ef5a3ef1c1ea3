package io.registrymanager.benchmark;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A command that is waited for. */
final class Command {
  private Command() {}

  /** Runs it; what it says goes to that file. */
  static void run(List<String> command, Path output) throws IOException {
    run(command, "", output);
  }

  /** Runs it with something to read. */
  static void run(List<String> command, String input, Path output) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try (Writer writer = process.outputWriter(StandardCharsets.UTF_8)) {
      writer.write(input);
    }
    if (await(process) != 0) {
      throw new IOException(command.getFirst() + " failed: " + Files.readString(output));
    }
  }

  /** What it says on its standard output. */
  static String output(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (await(process) != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
    return said;
  }

  private static int await(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
