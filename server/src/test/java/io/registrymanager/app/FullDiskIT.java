package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.endpoint.Json;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.Metric;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RealRegistry;
import io.registrymanager.testkit.RegistryClient;
import io.registrymanager.testkit.SmallImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The data folder is on a disk of 16 MiB, which fills up. Needs root, to mount one. */
@Timeout(300)
class FullDiskIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private RealRegistry registry;

  @BeforeEach
  void mount() throws IOException {
    registry = RealRegistry.start();
    Files.createDirectory(disk());
    Command.of("mount", "-t", "tmpfs", "-o", "size=16m,mode=0700", "tmpfs", disk().toString())
        .run()
        .orFail();
  }

  @AfterEach
  void unmount() {
    registry.close();
    Command.of("umount", "--lazy", disk().toString()).run().orFail();
  }

  @Test
  void changesAreRefusedAndEverythingElseGoesOnUntilThereIsSpaceAgain() throws IOException {
    Login alice;
    Login bob;
    // The hashes of this one are weaker than the next one wants: each login would renew them.
    try (TestingServer before = start("64")) {
      alice = before.user("alice", "team");
      bob = before.user("bob", "team");
    }
    try (TestingServer server = start("128");
        RegistryClient pusher = RegistryClient.of(server.uri(), alice);
        RegistryClient puller = RegistryClient.of(server.uri(), bob);
        RegistryClient administrator =
            RegistryClient.of(server.uri(), TestingServer.ADMINISTRATOR)) {
      SmallImage image = pusher.pushImage("team/app", "1");
      fill();
      List<String> acknowledged = makeUsersUntilRefused(administrator);

      pullsAndPushesGoOn(pusher, puller, image, server.management().getPort());
      assertThat(create(administrator, "mallory").statusCode()).isEqualTo(503);

      Files.delete(filler());
      assertThat(create(administrator, "carol").statusCode()).isEqualTo(201);
      acknowledged.add("carol");
      assertThat(names(administrator)).containsAll(acknowledged).doesNotContain("mallory");
      theAuditHasWhatHappenedMeanwhile(administrator);
    }
    // Another start finds a sound database with all of it.
    try (TestingServer server = start("128");
        RegistryClient administrator =
            RegistryClient.of(server.uri(), TestingServer.ADMINISTRATOR)) {
      assertThat(names(administrator)).contains("alice", "bob", "carol").doesNotContain("mallory");
    }
  }

  private static void pullsAndPushesGoOn(
      RegistryClient pusher, RegistryClient puller, SmallImage image, int port) throws IOException {
    // The puller was not seen by this server before: its login reads, and would write a new hash.
    assertThat(puller.has(image.manifestPath())).isTrue();
    assertThat(pusher.pushImage("team/app", "2").manifest()).isNotEmpty();
    assertThat(puller.get("/v2/secret/app/tags/list").statusCode()).isEqualTo(403);
    assertThat(puller.get("/user").statusCode()).isEqualTo(200);
    Await.until(
        SOON,
        "the audit could not be written",
        () -> Metric.of(port, "registrymanager_audit_write_errors_total") > 0);
    assertThat(RawHttp.get(port, "/health/ready").status()).isEqualTo(200);
  }

  private static void theAuditHasWhatHappenedMeanwhile(RegistryClient administrator) {
    Await.until(
        SOON,
        "the denial was in the audit",
        () -> text(administrator.get("/api/v1/audit?user=bob")).contains("access-denied"));
    assertThat(text(administrator.get("/api/v1/audit?user=bob")))
        .contains("pull-manifest", "first-login");
  }

  private TestingServer start(String memory) {
    return TestingServer.before(
        registry.uri(), Map.of("data", disk().toString(), "authentication.argon2-memory", memory));
  }

  /** Refused with a reason that says it is the disk. */
  private static List<String> makeUsersUntilRefused(RegistryClient administrator) {
    List<String> acknowledged = new ArrayList<>();
    while (true) {
      String name = "user" + acknowledged.size();
      HttpResponse<byte[]> answer = create(administrator, name);
      if (answer.statusCode() != 201) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(503);
        assertThat(text(answer)).contains("/errors/no-space", "no space left on the server's disk");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        return acknowledged;
      }
      acknowledged.add(name);
      assertThat(acknowledged).as("the disk never fills").hasSizeLessThan(5000);
    }
  }

  private static HttpResponse<byte[]> create(RegistryClient administrator, String name) {
    String grants = "x".repeat(200) + "/" + name;
    return administrator.send(
        "POST",
        "/user",
        ("username=" + name + "&password=long-enough&namespaces=" + grants)
            .getBytes(StandardCharsets.UTF_8),
        "application/x-www-form-urlencoded");
  }

  private static List<String> names(RegistryClient administrator) {
    List<String> names = new ArrayList<>();
    String next = "/users";
    while (!next.isEmpty()) {
      HttpResponse<byte[]> page = administrator.get(next);
      Json.read(page.body()).forEach(user -> names.add(user.path("username").asString("")));
      next =
          page.headers()
              .firstValue("Link")
              .map(link -> link.substring(1, link.indexOf('>')))
              .orElse("");
    }
    return names;
  }

  private void fill() throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private Path disk() {
    return folder.resolve("disk");
  }

  private Path filler() {
    return disk().resolve("filler");
  }
}
