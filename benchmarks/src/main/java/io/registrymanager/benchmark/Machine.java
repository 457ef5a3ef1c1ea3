package io.registrymanager.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a run took place; figures of two machines do not compare.
 *
 * @param congestion how the kernel paces TCP: bbr holds big writes back, on the loopback too
 */
record Machine(
    String processor,
    long cores,
    String kernel,
    String congestion,
    String java,
    String nginx,
    String haproxy) {
  static Machine here() throws IOException {
    return new Machine(
        ofProcessor("model name"),
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("processor"))
            .count(),
        System.getProperty("os.version"),
        Files.readString(Path.of("/proc/sys/net/ipv4/tcp_congestion_control")).strip(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        nginxVersion(),
        haproxyVersion());
  }

  private static String ofProcessor(String key) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }

  private static String nginxVersion() throws IOException {
    Process process = new ProcessBuilder("/usr/sbin/nginx", "-v").redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said.substring(said.indexOf('/') + 1).strip();
  }

  private static String haproxyVersion() throws IOException {
    return Command.output(List.of("/usr/sbin/haproxy", "-v")).split(" ", 4)[2];
  }

  @Override
  public String toString() {
    return "%s, %d cores, Linux %s (%s), %s, nginx %s, haproxy %s"
        .formatted(processor, cores, kernel, congestion, java, nginx, haproxy);
  }
}
