package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program with its arguments, run to its end without a shell. Immutable; each {@code with} gives
 * a new one.
 *
 * <p>The environment holds {@code PATH}, {@code HOME}, the locale and what is given here, because
 * clients read a lot from it: {@code REGISTRY_AUTH_FILE} of the person who runs the tests must not
 * log anybody in.
 *
 * @param words the program and its arguments
 * @param environment what is added to the environment
 * @param folder where it runs
 * @param input what it reads from standard input
 * @param limit after which it is killed and the test fails
 */
public record Command(
    List<String> words,
    Map<String, String> environment,
    Path folder,
    String input,
    Duration limit) {
  private static final String SYSTEM_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Copies what it is given. */
  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  /** A command in the current folder, with nothing to read and a minute to end. */
  public static Command of(String... words) {
    return of(List.of(words));
  }

  /** A command in the current folder, with nothing to read and a minute to end. */
  public static Command of(List<String> words) {
    return new Command(words, Map.of(), Path.of("").toAbsolutePath(), "", Duration.ofMinutes(1));
  }

  /** With these variables added. */
  public Command withEnvironment(Map<String, String> variables) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(variables);
    return new Command(words, all, folder, input, limit);
  }

  /** With more arguments at its end. */
  public Command with(String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return new Command(all, environment, folder, input, limit);
  }

  /** Run in this folder. */
  public Command in(Path other) {
    return new Command(words, environment, other, input, limit);
  }

  /** With this text on standard input. */
  public Command reading(String text) {
    return new Command(words, environment, folder, text, limit);
  }

  /** With another time limit. */
  public Command within(Duration other) {
    return new Command(words, environment, folder, input, other);
  }

  /**
   * Runs it. An exit code other than 0 is a result, not a failure.
   *
   * @throws AssertionError when the program is missing or does not end in time
   */
  public Result run() {
    try {
      // Files, not pipes: a daemon that the program leaves behind would hold a pipe open for ever.
      Path out = Files.createTempFile("command", ".out");
      Path err = Files.createTempFile("command", ".err");
      try {
        int code = exitCode(out, err);
        return new Result(words, code, text(out), text(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int exitCode(Path out, Path err) throws IOException {
    Process process = start(ProcessBuilder.Redirect.to(out.toFile()), err);
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // It ended without reading all of it; its exit code and output say why.
    }
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw new AssertionError(
          "%s did not end within %d s.%n%s%s"
              .formatted(words, limit.toSeconds(), text(out), text(err)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + words, e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Starts it without waiting; both outputs may be the same file. */
  Process start(ProcessBuilder.Redirect out, Path err) {
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    Map<String, String> own = builder.environment();
    Map<String, String> inherited = Map.copyOf(own);
    own.clear();
    own.put("PATH", SYSTEM_PATH);
    own.put("LC_ALL", "C.UTF-8");
    own.put("HOME", inherited.getOrDefault("HOME", "/"));
    own.putAll(environment);
    try {
      return builder
          .redirectOutput(out)
          .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()))
          .start();
    } catch (IOException e) {
      throw new AssertionError(
          "The program %s is needed here and could not be started; ./verify, run as root, installs it."
              .formatted(words.getFirst()),
          e);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /**
   * How a program ended.
   *
   * @param words what was run
   * @param exitCode its exit code; above 128 after a signal
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  public record Result(List<String> words, int exitCode, String out, String err) {
    /** Whether it ended with 0. */
    public boolean isSuccess() {
      return exitCode == 0;
    }

    /** Both outputs, for clients that choose between them as they like. */
    public String text() {
      return out + err;
    }

    /**
     * This, if it ended with 0.
     *
     * @throws AssertionError with all it wrote, if not
     */
    public Result orFail() {
      if (!isSuccess()) {
        throw new AssertionError("%s ended with %d:%n%s".formatted(words, exitCode, text()));
      }
      return this;
    }
  }
}
