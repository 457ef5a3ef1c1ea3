package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** CPU time of processes, from {@code /proc/PID/stat} (proc(5)). */
final class CpuTime {
  /** What Linux has counted in for user space on every architecture, whatever its own tick is. */
  private static final double TICKS = 100;

  private static final int USER = 11;
  private static final int SYSTEM = 12;

  private CpuTime() {}

  /** Seconds a process and its living children have used, in user space and in the kernel. */
  static double seconds(ProcessHandle process) throws IOException {
    List<Long> pids =
        Stream.concat(Stream.of(process), process.descendants()).map(ProcessHandle::pid).toList();
    double seconds = 0;
    for (long pid : pids) {
      seconds += of(Long.toString(pid));
    }
    return seconds;
  }

  /** Seconds this process has used itself. */
  static double seconds() throws IOException {
    return of("self");
  }

  private static double of(String process) throws IOException {
    return parse(Files.readString(Path.of("/proc/" + process + "/stat")));
  }

  /** The program's name is in parentheses and may hold spaces; what counts stands behind it. */
  static double parse(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS;
  }
}
