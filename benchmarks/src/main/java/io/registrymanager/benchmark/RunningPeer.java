package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A proxy under measurement, which answers on {@code port}. Closing ends it.
 *
 * @param process none if there is no proxy
 */
record RunningPeer(String name, int port, Optional<Process> process) implements AutoCloseable {
  RunningPeer(String name, int port, Process process) {
    this(name, port, Optional.of(process));
  }

  long pid() {
    return process.orElseThrow().pid();
  }

  double cpuSeconds() throws IOException {
    return process.isPresent() ? CpuTime.seconds(process.get().toHandle()) : 0;
  }

  /** Resident memory in MiB, its children's too. */
  double residentMebibytes() throws IOException {
    return memory("VmRSS:");
  }

  /** The most it has been since the start, in MiB. */
  double peakMebibytes() throws IOException {
    return memory("VmHWM:");
  }

  private double memory(String key) throws IOException {
    List<Long> pids =
        process.stream()
            .map(Process::toHandle)
            .flatMap(one -> Stream.concat(Stream.of(one), one.descendants()))
            .map(ProcessHandle::pid)
            .toList();
    double kibibytes = 0;
    for (long pid : pids) {
      try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
        String line = lines.filter(text -> text.startsWith(key)).findFirst().orElseThrow();
        kibibytes += Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    return kibibytes / 1024;
  }

  @Override
  public void close() {
    process.ifPresent(RunningPeer::end);
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
