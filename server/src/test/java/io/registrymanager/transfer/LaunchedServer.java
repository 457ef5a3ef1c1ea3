package io.registrymanager.transfer;

import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Checkout;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.FreePorts;
import io.registrymanager.testkit.Held;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RunningProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The program in a process of its own, started as {@code ./registrymanager} starts it. */
final class LaunchedServer implements AutoCloseable {
  static final Login ADMINISTRATOR = new Login("admin", "the-administrator");
  static final String ADMIN = RawHttp.basic(ADMINISTRATOR.user(), ADMINISTRATOR.password());

  private final int port = FreePorts.next();
  private final int managementPort = FreePorts.next();
  private final Path folder;
  private final RunningProgram program;

  private LaunchedServer(URI registry, String javaOptions, String... settings) {
    try {
      folder = Files.createTempDirectory("launched");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Command serve =
        Command.of(Checkout.projectFolder().resolve("registrymanager").toString(), "serve")
            .with("--data", folder.resolve("data").toString())
            .with("--set", "upstream.url=" + registry)
            .with("--set", "listen.port=" + port)
            .with("--set", "management.port=" + managementPort)
            .with("--set", "access-log.file=" + folder.resolve("access.log"))
            .with("--set", "catalog.crawl-interval=0s") // tests count what the registry is asked
            .withEnvironment(
                Map.of(
                    "REGISTRYMANAGER_ADMIN_PASSWORD",
                    ADMINISTRATOR.password(),
                    "REGISTRYMANAGER_JAVA_OPTIONS",
                    javaOptions));
    for (String setting : settings) {
      serve = serve.with("--set", setting);
    }
    program = RunningProgram.start(serve, folder.resolve("output"));
    program.awaitReady(() -> program.output().contains("Data in"));
  }

  /**
   * Starts it.
   *
   * @param javaOptions more flags for Java, behind those of the launcher
   * @throws AssertionError when it does not come up
   */
  static LaunchedServer before(URI registry, String javaOptions, String... settings) {
    return new LaunchedServer(registry, javaOptions, settings);
  }

  int port() {
    return port;
  }

  int managementPort() {
    return managementPort;
  }

  RawHttp connect() throws IOException {
    return RawHttp.connect(port);
  }

  /** Sends SIGTERM and returns when it has said that it stops. */
  void terminate() {
    program.terminate();
    Await.until(Stage.SOON, "it said that it stops", () -> output().contains("Stopping: "));
  }

  /** Sends SIGTERM once more. */
  void terminateAgain() {
    program.terminate();
  }

  int awaitEnd() {
    return program.awaitEnd(Duration.ofSeconds(15));
  }

  boolean isRunning() {
    return program.isRunning();
  }

  String output() {
    return program.output();
  }

  /** Its sockets and pipes. */
  Held held() {
    return Held.of(program.pid());
  }

  /** The most memory that it has ever had, in MiB. */
  long peakMemory() {
    try {
      return Files.readAllLines(Path.of("/proc/" + program.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    program.close();
    Command.of("rm", "-rf", folder.toString()).run();
  }
}
