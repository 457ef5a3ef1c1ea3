package io.registrymanager.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Checkout;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.DockerClient;
import io.registrymanager.testkit.DockerEngine;
import io.registrymanager.testkit.FreePorts;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.NetworkSpace;
import io.registrymanager.testkit.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code ./run --tls}, and the lines by which it says that clients come to trust it. */
class RunWithTlsIT {
  private static final NetworkSpace NETWORK = NetworkSpace.open();
  private static final String ADDRESS = NETWORK.address(1);
  private static final String HOST = ADDRESS + ":" + FreePorts.next();
  private static final Checkout CHECKOUT = Checkout.shared();
  private static final Path FOLDER = CHECKOUT.path().resolve("tls");
  private static final RunningProgram RUN =
      RunningProgram.start(
          CHECKOUT
              .command("./run", "--tls", "--name=" + ADDRESS, "--data=" + FOLDER)
              .with("--port=" + HOST.substring(HOST.indexOf(':') + 1))
              .with("--management-port=" + FreePorts.next())
              .with("--registry-port=" + FreePorts.next())
              .with("--set", "listen.address=" + ADDRESS),
          CHECKOUT.path().resolve("tls.log"));

  @BeforeAll
  static void awaitStart() {
    RUN.awaitReady(() -> RUN.output().contains(" Data in " + FOLDER));
  }

  @AfterAll
  static void close() throws IOException {
    RUN.close();
    NETWORK.close();
    Files.deleteIfExists(dockersTrust());
    Files.deleteIfExists(dockersTrust().getParent());
  }

  @Test
  void theTranscriptNamesTheEngineOfTlsAndALineForEachClient() {
    assertThat(RUN.output())
        .contains(" Ready:  https://" + HOST)
        .contains("TLS (boringssl)")
        .contains(" Trust   docker ", " Trust   podman ", " Trust   containerd ", " Trust   curl ");
  }

  @Test
  void dockerBelievesItAfterTheLineThatIsPrintedAndNotBefore() {
    try (DockerEngine engine = DockerEngine.startIn(NETWORK)) {
      DockerClient docker = engine.newClient();
      Login admin = new Login("admin", password());
      assertThat(docker.login(HOST, admin).text()).contains("x509");

      follow(advice("docker"));

      docker.login(HOST, admin).orFail();
      String reference = HOST + "/team/tls:1";
      docker.makeImage(reference);
      docker.docker("push", reference).orFail();
      docker.docker("rmi", reference).orFail();
      docker.docker("pull", reference).orFail();
    }
  }

  @Test
  void curlBelievesItWithTheLineThatIsPrinted() {
    assertThat(follow(advice("curl") + " --silent --user admin:" + password()).out())
        .isEqualTo("{}");
  }

  @Test
  void jibBelievesItWithTheLineForJava() throws IOException {
    Path store = FOLDER.resolve("cacerts");
    Path home = Path.of(System.getProperty("java.home", ""));
    Files.copy(home.resolve("lib/security/cacerts"), store);
    String line = advice("java").replace("-cacerts", "-keystore " + store);
    follow(line.replace("keytool", home.resolve("bin/keytool").toString()));

    Path project = Files.createDirectories(FOLDER.resolve("jib"));
    Files.writeString(project.resolve("pom.xml"), jibProject());
    Path classes = Files.createDirectories(project.resolve("target/classes"));
    Files.writeString(classes.resolve("Main.class"), "a class that nobody runs");
    Command.of("mvn", "-q", "-B", "com.google.cloud.tools:jib-maven-plugin:3.5.2:build")
        .in(project)
        .withEnvironment(Map.of("MAVEN_OPTS", "-Djavax.net.ssl.trustStore=" + store))
        .within(Duration.ofMinutes(3))
        .run()
        .orFail();
  }

  private static String jibProject() {
    return """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>team</groupId>
        <artifactId>jib</artifactId>
        <version>1</version>
        <properties>
          <jib.from.image>scratch</jib.from.image>
          <jib.to.image>%s/team/jib:1</jib.to.image>
          <jib.to.auth.username>admin</jib.to.auth.username>
          <jib.to.auth.password>%s</jib.to.auth.password>
          <jib.container.mainClass>Main</jib.container.mainClass>
        </properties>
      </project>
      """
        .formatted(HOST, password());
  }

  private static String advice(String client) {
    return CHECKOUT
        .command("./registrymanager", "tls", "trust", client, "--name", ADDRESS)
        .with("--data", FOLDER.toString())
        .with("--set", "listen.port=" + HOST.substring(HOST.indexOf(':') + 1))
        .run()
        .orFail()
        .out()
        .strip();
  }

  private static Command.Result follow(String line) {
    return Command.of("sh", "-c", line.replace("sudo ", ""))
        .withEnvironment(Map.of())
        .run()
        .orFail();
  }

  private static Path dockersTrust() {
    return Path.of("/etc/docker/certs.d", HOST, "ca.crt");
  }

  private static String password() {
    try {
      return Files.readString(FOLDER.resolve("admin-password")).strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
