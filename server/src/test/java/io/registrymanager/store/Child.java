package io.registrymanager.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@link StoreChild} in its own JVM, waited for by what it says, never by time. */
final class Child implements AutoCloseable {
  /** Tells its own lines from those of a logger. */
  static final String MARK = "child: ";

  private final Process process;
  private final BufferedReader output;

  private Child(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts one whose temporary folder does not exist, as if {@code /tmp} were of no use. */
  static Child start(Path folder, List<String> options, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + folder.resolve("no-such-folder")));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(StoreChild.class.getName());
    command.addAll(List.of(args));
    try {
      return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next thing it says, or nothing when it has ended. */
  Optional<String> next() {
    return lines().findFirst();
  }

  /** All it still says, to its end. */
  List<String> rest() {
    return lines().toList();
  }

  /** Ends it with SIGKILL; what it said until then can still be read. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  /** The files it has mapped, loaded libraries among them. */
  String memoryMap() throws IOException {
    return Files.readString(Path.of("/proc/" + process.pid() + "/maps"));
  }

  /** Lets a holding child go on, and end. */
  void release() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<String> lines() {
    return Stream.generate(this::line)
        .takeWhile(Optional::isPresent)
        .map(Optional::get)
        .filter(line -> line.startsWith(MARK))
        .map(line -> line.substring(MARK.length()));
  }

  private Optional<String> line() {
    try {
      return Optional.ofNullable(output.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
    process.onExit().join();
  }
}
