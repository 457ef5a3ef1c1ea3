package io.registrymanager.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.DockerClient;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.FreePorts;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image, on a base of nothing but Debian, in the real engine. */
class ImageIT {
  private static final DockerClient DOCKER = Fixtures.docker().newClient();
  private static final String IMAGE = "kit/registrymanager";
  private static final String SOMEBODY = "12345";
  private static final long MOST_BYTES = 140_000_000;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Login ADMIN = new Login("admin", "the-administrator");

  private final int port = FreePorts.next();
  private final int managementPort = FreePorts.next();

  @BeforeAll
  static void build() {
    DebianImage.importInto(DOCKER);
    String typed = InstallPage.commands("Image").getFirst();
    String ours =
        typed
            .replace("docker build", DockerClient.PROGRAM + " build")
            .replace("BASE=debian:12-slim", "BASE=" + DebianImage.NAME)
            .replace("--tag registrymanager", "--tag " + IMAGE);
    Command.of("bash", "-euc", ours)
        .in(Packages.shared().folder())
        .withEnvironment(DOCKER.environment())
        // The older builder starts a container, and copies all of it, for every line of the file.
        .withEnvironment(Map.of("DOCKER_BUILDKIT", "1"))
        .within(Duration.ofMinutes(10))
        .run()
        .orFail();
  }

  @AfterAll
  static void remove() {
    DOCKER.docker("rmi", "--force", IMAGE, DebianImage.NAME);
  }

  @Test
  void itIsSmallAndNobodyInParticular() {
    assertThat(size(IMAGE) - size(DebianImage.NAME)).isBetween(50_000_000L, MOST_BYTES);
    assertThat(inspected(IMAGE, "{{.Config.User}}")).isEqualTo("65532:65532");
    String history =
        DOCKER.docker("history", "--no-trunc", "--format={{.CreatedBy}}", IMAGE).orFail().out();
    assertThat(history).contains("COPY");
    // What the engine writes for an instruction that runs nothing.
    assertThat(history.replace("/bin/sh -c #(nop)", "")).doesNotContain("/bin/sh -c");
  }

  @Test
  void anotherUserOnAReadOnlyRootTakesTheFirstPushAndFinishesWhatIsUnderWay(@TempDir Path data)
      throws IOException {
    Command.of("chown", SOMEBODY, data.toString()).run().orFail();
    String container = start(data);
    try {
      Await.until(SOON, "it is healthy", () -> health(container).equals("healthy"));
      long process = Long.parseLong(inspected(container, "{{.State.Pid}}"));
      assertThat(Packages.usesStartCache(process)).as(log(container)).isTrue();
      assertThat(Packages.maps(process)).contains("/opt/registrymanager/native/libnetty");
      push();
      finishesAnUpload(container);
    } finally {
      DOCKER.docker("rm", "--force", container);
    }
  }

  private String start(Path data) {
    Map<String, String> settings =
        Map.of(
            "UPSTREAM_URL", Fixtures.registry().uri().toString(),
            "LISTEN_ADDRESS", "127.0.0.1",
            "LISTEN_PORT", Integer.toString(port),
            "MANAGEMENT_PORT", Integer.toString(managementPort),
            "ADMIN_PASSWORD", ADMIN.password(),
            "SHUTDOWN_DELAY", "0s");
    Command run =
        Command.of(DockerClient.PROGRAM, "run", "--detach", "--network=host", "--read-only")
            .with("--user=" + SOMEBODY + ":" + SOMEBODY, "--volume=" + data + ":/data")
            .with("--cap-drop=ALL", "--security-opt=no-new-privileges", "--health-interval=1s");
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      run = run.with("--env", "REGISTRYMANAGER_" + setting.getKey() + "=" + setting.getValue());
    }
    return run.with(IMAGE).withEnvironment(DOCKER.environment()).run().orFail().out().strip();
  }

  private void push() {
    String reference = "127.0.0.1:" + port + "/team/image:1";
    DOCKER.login("127.0.0.1:" + port, ADMIN).orFail();
    DOCKER.makeImage(reference);
    DOCKER.docker("push", reference).orFail();
  }

  private void finishesAnUpload(String container) throws IOException {
    String admin = RawHttp.basic(ADMIN.user(), ADMIN.password());
    try (RawHttp http = RawHttp.connect(port)) {
      http.request("POST", "/v2/team/image/blobs/uploads/", admin, "Content-Length: 0");
      String location = http.read().header("Location").orElseThrow();
      http.request("PATCH", location, admin, "Content-Length: 10", "Expect: 100-continue");
      assertThat(http.read().status()).as("under way").isEqualTo(100);
      http.send("hello");

      DOCKER.docker("kill", "--signal=TERM", container).orFail();

      Await.until(SOON, "it stops", () -> log(container).contains(" Stopping: 1 transfer open."));
      Await.until(SOON, "nobody listens", () -> FreePorts.isFree(port));
      http.send("world");
      assertThat(http.read().status()).isEqualTo(202);
    }
    assertThat(DOCKER.docker("wait", container).orFail().out().strip()).isEqualTo("0");
  }

  private static String health(String container) {
    return inspected(container, "{{.State.Health.Status}}");
  }

  private static String log(String container) {
    return DOCKER.docker("logs", container).text();
  }

  private static long size(String image) {
    return Long.parseLong(inspected(image, "{{.Size}}"));
  }

  private static String inspected(String what, String format) {
    return DOCKER.docker("inspect", "--format", format, what).orFail().out().strip();
  }
}
