package io.registrymanager.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Checkout;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.FreePorts;
import io.registrymanager.testkit.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a start still reads from jars, beside its start cache. */
@Timeout(120)
class StartCacheIT {
  @TempDir private Path folder;

  @Test
  void aStartNeedsNeitherTheCommandLinesLibraryNorASignedOne() throws IOException {
    Path loaded = folder.resolve("loaded");
    start(Map.of(), folder.resolve("before"));
    start(
        Map.of("REGISTRYMANAGER_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded),
        folder.resolve("output"));
    List<String> classes = Files.readAllLines(loaded);
    assertThat(classes).filteredOn(line -> line.contains("shared objects file")).isNotEmpty();
    assertThat(classes)
        .filteredOn(line -> line.contains("source: file:"))
        .noneMatch(line -> line.contains("picocli") || line.contains("bouncycastle"));
  }

  private void start(Map<String, String> environment, Path output) {
    Command serve =
        Command.of(program().resolve("registrymanager").toString(), "serve")
            .with("--data", folder.resolve("data").toString())
            .with("--set", "upstream.url=http://127.0.0.1:1")
            .with("--set", "listen.port=" + FreePorts.next())
            .with("--set", "management.port=" + FreePorts.next())
            .with("--set", "shutdown.delay=0s")
            .withEnvironment(environment);
    try (RunningProgram running = RunningProgram.start(serve, output)) {
      running.awaitReady(() -> running.output().contains("Data in"));
    }
  }

  /** Jars, launcher and a start cache of their own: others make that of the project anew. */
  private Path program() {
    Path program = folder.resolve("program");
    if (Files.notExists(program)) {
      Path project = Checkout.projectFolder();
      Command.of("mkdir", "-p", program + "/server/target").run().orFail();
      Command.of("cp", "-a", project + "/registrymanager", project + "/scripts")
          .with(program.toString())
          .run()
          .orFail();
      Command.of("cp", "-a", "registrymanager.jar", "lib", "native", program + "/server/target")
          .in(project.resolve("server/target"))
          .run()
          .orFail();
      Command.of("bash", "-euo", "pipefail", "-c")
          .with("source \"$root/scripts/lib.sh\" && need_java java && make_start_cache \"$1\"")
          .with("make", folder.resolve("start-cache.log").toString())
          .withEnvironment(Map.of("root", program.toString()))
          .run()
          .orFail();
    }
    return program;
  }
}
