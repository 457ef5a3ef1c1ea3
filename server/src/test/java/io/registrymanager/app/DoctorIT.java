package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.FaultyUpstream;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.FreePorts;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RealRegistry;
import io.registrymanager.testkit.TestAuthority;
import io.registrymanager.testkit.TestAuthority.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of a server and what is around it. */
@Timeout(120)
class DoctorIT {
  private static final Login LOGIN = new Login("proxy", "its-password");

  @TempDir private Path folder;
  private final Shell shell = new Shell();

  @Test
  void aRunningServerIsLookedAtWhileItRuns() {
    try (TestingServer server = TestingServer.before(Fixtures.registry().uri())) {
      int code =
          doctor(
              "data=" + server.folder(),
              "admin.socket=" + server.folder().resolve("admin.sock"),
              "upstream.url=" + Fixtures.registry().uri());
      assertThat(code).as(shell.out()).isZero();
      assertThat(shell.out().lines())
          .contains("ok       the settings are fine", "ok       there is no directory")
          .anyMatch(line -> line.startsWith("ok       a server runs, and answers at "))
          .anyMatch(line -> line.matches("(ok|warning) +\\d+ MiB are free for .*"))
          .anyMatch(line -> line.matches("ok +the store .*registrymanager.db is sound: .*"))
          .anyMatch(line -> line.equals("ok       " + Fixtures.registry().uri() + ": answers"))
          .anyMatch(line -> line.matches("ok .*: its clock and ours differ by [0-9] s"))
          .noneMatch(line -> line.startsWith("problem"));
    }
  }

  @Test
  void beforeTheFirstStartEverythingAroundIsLookedAt() {
    assertThat(here("upstream.url=" + Fixtures.registry().uri())).as(shell.out()).isZero();
    assertThat(shell.out())
        .contains("no server runs on " + data(), "there is no store in " + data() + " yet")
        .contains("listen.port: 127.0.0.1 port ", " is free");
    assertThat(data()).doesNotExist();
  }

  @Test
  void aTakenPortIsAProblem() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "listen.port=" + taken.getLocalPort();
      assertThat(here("upstream.url=" + Fixtures.registry().uri(), port)).isEqualTo(3);
      assertThat(problems()).singleElement().asString().contains("listen.port", "it is taken");
    }
  }

  @Test
  void aRegistryThatIsAwayOrWantsALoginIsAProblem() {
    assertThat(here("upstream.url=http://127.0.0.1:" + FreePorts.next())).isEqualTo(3);
    assertThat(problems()).singleElement().asString().contains("the registry cannot be reached");
    try (RealRegistry registry = RealRegistry.start(RealRegistry.Kind.USUAL.onlyFor(LOGIN))) {
      String url = "upstream.url=" + registry.uri();
      assertThat(here(url)).isEqualTo(3);
      assertThat(problems()).singleElement().asString().contains("wants a login");
      String user = "upstream.username=" + LOGIN.user();
      assertThat(here(url, user, "upstream.password=wrong")).isEqualTo(3);
      assertThat(problems()).singleElement().asString().contains("does not accept upstream.");
      assertThat(here(url, user, "upstream.password=" + LOGIN.password())).isZero();
      assertThat(shell.out()).contains("answers and accepts our login");
    }
  }

  @Test
  void configCheckOnlineAsksTheRegistryToo() {
    String url = "upstream.url=http://127.0.0.1:" + FreePorts.next();
    List<String> words = words("config check --online", url);
    assertThat(shell.run(words.toArray(String[]::new))).isEqualTo(3);
    assertThat(shell.err())
        .isEqualTo(
            "The registry: %s: the registry cannot be reached.%n"
                .formatted(url.substring("upstream.url=".length())));
    List<String> good = words("config check --online", "upstream.url=" + Fixtures.registry().uri());
    assertThat(shell.run(good.toArray(String[]::new))).as(shell.err()).isZero();
  }

  @Test
  void aClockThatIsWrongIsAWarning() {
    String answer =
        "HTTP/1.1 200 OK\r\nDate: Tue, 03 Mar 2020 10:00:00 GMT\r\nContent-Length: 2\r\n\r\n{}";
    try (FaultyUpstream registry = FaultyUpstream.playing(FaultyUpstream.answers(answer))) {
      assertThat(here("upstream.url=" + registry.uri())).as(shell.out()).isZero();
      assertThat(shell.out()).containsPattern("warning .*its clock and ours differ by \\d{6,} s");
    }
  }

  @Test
  void certificatesAreHeldAgainstTheirKeysAndTheirEnd() throws IOException {
    TestAuthority authority = TestAuthority.in(folder);
    ServerCertificate good = authority.issue("good", List.of("DNS:registry.example.com"));
    ServerCertificate other = authority.issue("other", List.of("DNS:other.example.com"));
    Path shelf = Files.createDirectory(folder.resolve("shelf"));
    Files.copy(good.certificate(), shelf.resolve("good.crt"));
    Files.copy(good.key(), shelf.resolve("good.key"));
    String url = "upstream.url=" + Fixtures.registry().uri();
    assertThat(here(url, "tls.folder=" + shelf, "tls.expiry-warning=1h")).as(shell.out()).isZero();
    assertThat(shell.out()).contains("good.crt: the key is the certificate's; from ");
    assertThat(here(url, "tls.folder=" + shelf, "tls.expiry-warning=9999d")).isZero();
    assertThat(shell.out()).containsPattern("warning .*good.crt");

    Files.copy(good.certificate(), shelf.resolve("mixed.crt"));
    Files.copy(other.key(), shelf.resolve("mixed.key"));
    assertThat(here(url, "tls.folder=" + shelf)).isEqualTo(3);
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("mixed.crt cannot be used: the key is not the certificate's");
    assertThat(here(url, "tls.folder=" + folder.resolve("empty"))).isEqualTo(3);
    assertThat(problems()).anyMatch(line -> line.contains("tls.folder"));
  }

  @Test
  void aStoreThatCannotBeUsedIsAProblem() throws IOException {
    Files.createDirectories(data());
    Files.writeString(data().resolve("registrymanager.db"), "no database ".repeat(1000));
    String url = "upstream.url=" + Fixtures.registry().uri();
    assertThat(here(url)).isEqualTo(3);
    assertThat(problems()).singleElement().asString().contains("is damaged: it is not a database");
  }

  private List<String> problems() {
    return shell.out().lines().filter(line -> line.startsWith("problem")).toList();
  }

  /** In the folder of this test, on ports that nobody has. */
  private int here(String... assignments) {
    Stream<String> usual =
        Stream.of(
                "data=" + data(),
                "admin.socket=" + folder.resolve("admin.sock"),
                "listen.port=" + FreePorts.next(),
                "management.port=" + FreePorts.next())
            .filter(each -> Stream.of(assignments).noneMatch(given -> sameKey(given, each)));
    return doctor(Stream.concat(usual, Stream.of(assignments)).toArray(String[]::new));
  }

  private static boolean sameKey(String one, String other) {
    return one.substring(0, one.indexOf('=')).equals(other.substring(0, other.indexOf('=')));
  }

  private int doctor(String... assignments) {
    return shell.run(words("doctor", assignments).toArray(String[]::new));
  }

  private static List<String> words(String command, String... assignments) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    for (String each : assignments) {
      words.addAll(List.of("--set", each));
    }
    words.addAll(List.of("--set", "test.needed=x"));
    return words;
  }

  private Path data() {
    return folder.resolve("data");
  }
}
