package io.registrymanager.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A program that runs in the background and writes to a log. Closing it asks it to end and, if it
 * does not, kills it and everything it started.
 */
public final class RunningProgram implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration GONE = Duration.ofSeconds(15);
  private static final int POLL_MILLIS = 5;

  private final Command command;
  private final Path log;
  private final Process process;

  private RunningProgram(Command command, Path log, Process process) {
    this.command = command;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param log receives both of its outputs
   * @throws AssertionError when the program is missing
   */
  public static RunningProgram start(Command command, Path log) {
    try {
      Files.deleteIfExists(log);
      Files.createFile(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Process process = command.start(ProcessBuilder.Redirect.appendTo(log.toFile()), log);
    return new RunningProgram(command, log, process);
  }

  /**
   * Waits until it is ready, and fails at once if it ends before.
   *
   * @throws AssertionError with its log when it ends or takes three minutes
   */
  public RunningProgram awaitReady(BooleanSupplier ready) {
    long end = System.nanoTime() + READY.toNanos();
    while (!ready.getAsBoolean()) {
      if (hasEndedWithin(Duration.ofMillis(POLL_MILLIS)) || System.nanoTime() > end) {
        close();
        throw new AssertionError(
            "%s did not start:%n%s".formatted(command.words().getFirst(), output()));
      }
    }
    return this;
  }

  /** What it has written so far. */
  public String output() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it is still there. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** Sends SIGTERM and returns at once. */
  public void terminate() {
    process.destroy();
  }

  /**
   * Waits for its end.
   *
   * @return its exit code
   * @throws AssertionError with its log when it does not end in time
   */
  public int awaitEnd(Duration limit) {
    if (!hasEndedWithin(limit)) {
      throw new AssertionError(
          "%s did not end within %d s:%n%s"
              .formatted(command.words().getFirst(), limit.toSeconds(), output()));
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!hasEndedWithin(GONE)) {
      process.destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private boolean hasEndedWithin(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + command.words(), e);
    }
  }
}
