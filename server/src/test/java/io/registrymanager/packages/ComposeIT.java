package io.registrymanager.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.DockerClient;
import io.registrymanager.testkit.DockerEngine;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.NetworkSpace;
import io.registrymanager.testkit.RunningProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code compose.yaml}, in an engine that has a network of its own and makes more in it: up, used,
 * stopped in the middle of an upload, down, and up again with everything still there.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String HOST = "127.0.0.1:5000";
  private static final String IMAGE = HOST + "/team/compose:1";
  private static final String PASSWORD = "the-administrator";
  private static final Login ALICE = new Login("alice", "correct horse battery");
  private static final List<String> TYPED = InstallPage.commands("Compose");
  private static final Pattern UPLOAD = Pattern.compile("(?im)^location: (\\S+)");

  private static final NetworkSpace NETWORK = NetworkSpace.open();
  private static final DockerEngine ENGINE = DockerEngine.startWithNetworksIn(NETWORK);
  private static final DockerClient DOCKER = ENGINE.newClient();

  @TempDir private static Path folder;
  private static ComposeProject project = new ComposeProject(Path.of(""), DOCKER);

  @BeforeAll
  static void begin() throws IOException {
    project = ComposeProject.in(folder, DOCKER);
  }

  @AfterAll
  static void close() {
    project.compose("down", "--timeout=0", "--volumes").run();
    ENGINE.close();
    NETWORK.close();
  }

  @Test
  @Order(1)
  void whatThePageSaysBringsBothUp() {
    project.typed(TYPED.get(0)).reading(PASSWORD + "\n").run().orFail();
    up();
    project
        .typed(TYPED.get(2).replace("exec", "exec -T"))
        .reading(ALICE.password() + "\n")
        .run()
        .orFail();
  }

  @Test
  @Order(2)
  void aUserOfItPushesAndPulls() {
    DOCKER.login(HOST, ALICE).orFail();
    DOCKER.makeImage(IMAGE);
    DOCKER.docker("push", IMAGE).orFail();
    pull();
  }

  @Test
  @Order(3)
  void thePasswordIsInAFileAlone() {
    assertThat(project.inspected("registrymanager", "{{json .}}"))
        .contains("/run/secrets/admin-password")
        .doesNotContain(PASSWORD);
    assertThat(project.log("registrymanager")).doesNotContain(PASSWORD);
    assertThat(status("admin:" + PASSWORD, "http://" + HOST + "/v2/")).isEqualTo("200");
  }

  @Test
  @Order(4)
  void nobodyOnThisComputerReachesTheRegistryPastIt() {
    String registry =
        project.inspected("registry", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
    assertThat(status("admin:" + PASSWORD, "http://" + registry + ":5000/v2/")).isEqualTo("000");
  }

  @Test
  @Order(5)
  void itStopsWhenWhatIsUnderWayIsFinished() throws IOException {
    Path rest = folder.resolve("rest");
    Command.of("mkfifo", rest.toString()).run().orFail();
    Matcher begun =
        UPLOAD.matcher(
            curl("--request", "POST", "--include", "http://" + HOST + "/v2/team/big/blobs/uploads/")
                .run()
                .orFail()
                .out());
    assertThat(begun.find()).isTrue();
    Command patch =
        curl("--verbose", "--request", "PATCH", "--header", "Expect: 100-continue")
            .with("--upload-file", rest.toString(), "http://" + HOST + begun.group(1));
    try (RunningProgram upload = RunningProgram.start(patch, folder.resolve("upload.log"));
        RunningProgram stop = stopInTheMiddle(upload, rest)) {
      assertThat(upload.awaitEnd(SOON)).as(upload.output()).isZero();
      assertThat(upload.output()).contains("HTTP/1.1 202 Accepted");
      assertThat(stop.awaitEnd(SOON)).as(stop.output()).isZero();
    }
    assertThat(project.inspected("registrymanager", "{{.State.ExitCode}}")).isEqualTo("0");
  }

  private static RunningProgram stopInTheMiddle(RunningProgram upload, Path pipe)
      throws IOException {
    // For both, so that it opens before the other side does.
    try (var rest = Files.newByteChannel(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      upload.awaitReady(() -> upload.output().contains("100 Continue"));
      rest.write(StandardCharsets.US_ASCII.encode("hello"));
      RunningProgram stop =
          RunningProgram.start(project.compose("stop"), folder.resolve("stop.log"));
      Await.until(
          SOON,
          "it stops",
          () -> project.log("registrymanager").contains(" Stopping: 1 transfer open."));
      rest.write(StandardCharsets.US_ASCII.encode("world"));
      return stop;
    }
  }

  @Test
  @Order(6)
  void usersAndImagesSurviveItsEnd() {
    project.compose("down").run().orFail();
    assertThat(DOCKER.docker("ps", "--all", "--quiet").orFail().out()).isEmpty();

    up();
    pull();
  }

  private static void up() {
    project.typed(TYPED.get(1)).run().orFail();
    for (String service : List.of("registry", "registrymanager")) {
      Await.until(
          SOON,
          service + " is healthy",
          () -> project.inspected(service, "{{.State.Health.Status}}").equals("healthy"));
    }
  }

  private static void pull() {
    DOCKER.docker("rmi", IMAGE).orFail();
    DOCKER.docker("pull", IMAGE).orFail();
  }

  private static String status(String user, String url) {
    return NETWORK
        .inside(
            Command.of("curl", "--silent", "--max-time", "3", "--output", "/dev/null")
                .with("--write-out", "%{http_code}", "--user", user, url))
        .run()
        .out();
  }

  /** On the computer that runs it, where alone its port is. */
  private static Command curl(String... arguments) {
    return NETWORK.inside(
        Command.of("curl", "--silent", "--show-error", "--user")
            .with(ALICE.user() + ":" + ALICE.password())
            .with(arguments));
  }
}
