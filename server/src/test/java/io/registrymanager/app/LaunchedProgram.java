package io.registrymanager.app;

import io.registrymanager.testkit.Checkout;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.FreePorts;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The program in a process of its own, on a data folder that outlives it. Nothing is behind it.
 * What it says, the access log included, is its {@link #output}.
 */
final class LaunchedProgram implements AutoCloseable {
  static final Login ADMINISTRATOR = new Login("admin", "the-administrator");

  private final int port = FreePorts.next();
  private final int managementPort = FreePorts.next();
  private final Path data;
  private final RunningProgram program;

  private LaunchedProgram(Path data, Path log) {
    this.data = data;
    Command serve =
        Command.of(Checkout.projectFolder().resolve("registrymanager").toString(), "serve")
            .with("--data", data.toString())
            .with("--set", "upstream.url=http://127.0.0.1:1")
            .with("--set", "listen.port=" + port)
            .with("--set", "management.port=" + managementPort)
            .with("--set", "authentication.argon2-memory=64")
            .with("--set", "authentication.argon2-iterations=1")
            .with("--set", "shutdown.delay=0s")
            .withEnvironment(Map.of("REGISTRYMANAGER_ADMIN_PASSWORD", ADMINISTRATOR.password()));
    program = RunningProgram.start(serve, log);
    program.awaitReady(() -> program.output().contains("Data in"));
  }

  /** Starts it; what it says goes to {@code log}. */
  static LaunchedProgram on(Path data, Path log) {
    return new LaunchedProgram(data, log);
  }

  int port() {
    return port;
  }

  int managementPort() {
    return managementPort;
  }

  AdminApi socket() {
    return new SocketAdminApi(data.resolve("admin.sock"), Duration.ofSeconds(30));
  }

  String output() {
    return program.output();
  }

  /** Ends it with SIGKILL, and returns when it is gone. */
  void kill() {
    ProcessHandle.of(program.pid()).ifPresent(ProcessHandle::destroyForcibly);
    program.awaitEnd(Duration.ofSeconds(15));
  }

  /** Ends it with SIGTERM, and returns when it is gone. */
  void stop() {
    program.terminate();
    program.awaitEnd(Duration.ofSeconds(30));
  }

  @Override
  public void close() {
    program.close();
  }
}
