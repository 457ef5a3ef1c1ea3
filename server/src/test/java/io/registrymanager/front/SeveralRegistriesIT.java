package io.registrymanager.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.FreePorts;
import io.registrymanager.testkit.RealRegistry;
import io.registrymanager.testkit.RealRegistry.Kind;
import io.registrymanager.testkit.RealRegistry.Sharing;
import io.registrymanager.testkit.RegistryClient;
import io.registrymanager.testkit.RunningProgram;
import io.registrymanager.testkit.SmallImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two registries on one storage behind haproxy, which gives each request to the other one. */
@Timeout(120)
class SeveralRegistriesIT {
  @TempDir private Path folder;

  @Test
  void trap78WithTheSameSecretUploadsGoOnAtEitherOfThem() throws IOException {
    try (RealRegistry one = registry("the-same");
        RealRegistry other = registry("the-same")) {
      SmallImage image = pushed(one, other);
      assertThat(one.client().has(image.manifestPath())).isTrue();
      assertThat(one.log()).contains("PUT");
      assertThat(other.log()).contains("PUT");
    }
  }

  @Test
  void trap78WithDifferentSecretsAnUploadIsUnknownToTheOtherOne() throws IOException {
    try (RealRegistry one = registry("this");
        RealRegistry other = registry("that")) {
      assertThatThrownBy(() -> pushed(one, other))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("BLOB_UPLOAD_INVALID");
    }
  }

  private RealRegistry registry(String secret) {
    return RealRegistry.start(Kind.USUAL.with(new Sharing(folder.resolve("storage"), secret)));
  }

  /** Three images, so that each registry begins and ends some upload. */
  private SmallImage pushed(RealRegistry one, RealRegistry other) throws IOException {
    int port = FreePorts.next();
    try (RunningProgram _ = balancer(port, one, other);
        TestingServer server = TestingServer.before(URI.create("http://127.0.0.1:" + port));
        RegistryClient client = RegistryClient.of(server.uri(), server.user("alice", "team"))) {
      client.pushImage("team/app", "1");
      client.pushImage("team/app", "2");
      return client.pushImage("team/app", "3");
    }
  }

  private RunningProgram balancer(int port, RealRegistry one, RealRegistry other)
      throws IOException {
    Path file = folder.resolve("haproxy.cfg");
    Files.writeString(
        file,
        """
        defaults
          mode http
          timeout connect 5s
          timeout client 60s
          timeout server 60s
        listen registries
          bind 127.0.0.1:%d
          balance roundrobin
          server one 127.0.0.1:%d
          server other 127.0.0.1:%d
        """
            .formatted(port, one.port(), other.port()));
    return RunningProgram.start(
            Command.of("/usr/sbin/haproxy", "-db", "-f", file.toString()).in(folder),
            folder.resolve("haproxy.log"))
        .awaitReady(() -> answers(port));
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }
}
