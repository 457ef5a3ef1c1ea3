package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told arrives in one datagram, at a path as well as under an abstract name. */
class ServiceManagerTest {
  private static final String LISTENER =
      """
      import socket, sys
      name = sys.argv[1]
      listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      listener.bind("\\0" + name[1:] if name.startswith("@") else name)
      print("bound", flush=True)
      print("heard", listener.recv(100).decode(), "and", listener.recv(100).decode(), flush=True)
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"%s/notify", "@%s"})
  void systemdHearsWhatItWaitsFor(String name) {
    String socket = name.formatted(folder);
    Command listen = Command.of("python3", "-c", LISTENER, socket);
    try (RunningProgram listener = RunningProgram.start(listen, folder.resolve("log"))) {
      listener.awaitReady(() -> listener.output().contains("bound"));
      ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", socket));

      manager.ready();
      manager.stopping();

      listener.awaitEnd(Duration.ofSeconds(15));
      assertThat(listener.output()).endsWith("heard READY=1 and STOPPING=1\n");
    }
  }

  @Test
  void withoutAManagerNothingIsDone() {
    ServiceManager.of(Map.of()).ready();
    ServiceManager.of(Map.of("NOTIFY_SOCKET", "")).ready();
  }

  @Test
  void aManagerThatIsGoneDoesNotStopTheServer() {
    ServiceManager.of(Map.of("NOTIFY_SOCKET", folder.resolve("nobody").toString())).ready();

    assertThat(Files.exists(folder.resolve("nobody"))).isFalse();
  }
}
