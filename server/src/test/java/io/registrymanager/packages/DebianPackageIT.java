package io.registrymanager.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.DebianFolder;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.FreePorts;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RegistryClient;
import io.registrymanager.testkit.RunningProgram;
import io.registrymanager.testkit.SmallImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The package's life on one Debian, in this order: an earlier version is installed and used, this
 * one takes its place, and it is removed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DebianPackageIT {
  private static final String SETTINGS = "etc/registrymanager/registrymanager.yaml";
  private static final String USER = "registrymanager";
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Packages PACKAGES = Packages.shared();
  private static final DebianFolder DEBIAN = DebianFolder.create();
  private static final int PORT = FreePorts.next();
  private static final int MANAGEMENT_PORT = FreePorts.next();
  private static final Login ALICE = new Login("alice", "correct horse battery");

  private static SmallImage pushed = new SmallImage("", "", "", "", "");

  @AfterAll
  static void close() {
    DEBIAN.close();
  }

  @Test
  @Order(1)
  void whatIsInstalledSaysWhatIsLeftToDo() throws IOException {
    Command.Result installed = install(earlierVersion());

    assertThat(installed.out()).contains("systemctl enable --now registrymanager");
    assertThat(modes("var/lib/registrymanager")).isEqualTo("registrymanager rwx------");
    assertThat(modes(SETTINGS)).isEqualTo("root rw-r-----");
    assertThat(DEBIAN.command("sh", "-c", "command -v java").run().isSuccess()).isFalse();
  }

  @Test
  @Order(2)
  void itsServiceIsWellFormedAndLocksItselfIn() {
    // systemd's own units that every service refers to.
    Command.of(
            "sh", "-euc", "cp -n /lib/systemd/system/*.target /lib/systemd/system/*.slice \"$0\"")
        .with(DEBIAN.path() + "/usr/lib/systemd/system")
        .run()
        .orFail();
    String root = "--root=" + DEBIAN.path();
    assertThat(systemd("verify", "--man=no", root, "registrymanager.service").text()).isEmpty();
    assertThat(
            systemd("security", "--offline=true", "--threshold=20", root, "registrymanager.service")
                .text())
        .contains("Overall exposure level");
  }

  @Test
  @Order(3)
  void itServesAsItsUserAndSaysWhenItIsReady() throws IOException {
    set("upstream.url: " + Fixtures.registry().uri());
    try (RunningProgram server = serve()) {
      assertThat(Packages.usesStartCache(server.pid())).as(server.output()).isTrue();
      assertThat(Packages.maps(server.pid())).contains("/usr/lib/registrymanager/native/");
      registrymanager("health", "--ready").run().orFail();
      registrymanager("user", "add", "alice", "--grant", "team", "--password-stdin")
          .reading(ALICE.password() + "\n")
          .run()
          .orFail();
      try (RegistryClient alice = client()) {
        pushed = alice.pushImage("team/debian", "1");
      }
      stop(server);
    }
  }

  @Test
  @Order(4)
  void rootMayLookAfterUsersWhileNothingRuns() {
    registrymanager("user", "grant", "alice", "--grant", "more").run().orFail();
  }

  @Test
  @Order(5)
  void anUpgradeKeepsSettingsUsersAndRights() throws IOException {
    Command.Result installed = install(PACKAGES.deb());

    assertThat(installed.out()).doesNotContain("systemctl enable");
    assertThat(text(SETTINGS)).contains("upstream.url: " + Fixtures.registry().uri());
    try (RunningProgram server = serve();
        RegistryClient alice = client()) {
      assertThat(Packages.usesStartCache(server.pid())).as(server.output()).isTrue();
      assertThat(alice.has(pushed.manifestPath())).isTrue();
      alice.pushImage("more/debian", "1");
      stop(server);
    }
  }

  @Test
  @Order(6)
  void manualPagesAndCompletionAreWhereTheyAreLookedFor() {
    Path pages = DEBIAN.path().resolve("usr/share/man/man1");
    Command.Result page =
        Command.of("man", "--warnings", "-l", pages + "/registrymanager-user-add.1.gz").run();
    assertThat(page.orFail().out()).contains("registrymanager-user-add", "--grant");
    assertThat(page.err()).isEmpty();
    assertThat(Command.of("lexgrog", pages + "/registrymanager.1.gz").run().orFail().out())
        .contains("registrymanager - Users, rights and an API");
    assertThat(DEBIAN.path().resolve("usr/share/bash-completion/completions/registrymanager"))
        .isRegularFile();
  }

  @Test
  @Order(7)
  void purgeTakesTheSettingsAndLeavesTheDataWithTheLineThatDeletesThem() {
    Command.Result purged = DEBIAN.command("dpkg", "--purge", "registrymanager").run().orFail();

    assertThat(purged.out()).contains("rm -rf /var/lib/registrymanager");
    assertThat(DEBIAN.path().resolve("var/lib/registrymanager/registrymanager.db")).isRegularFile();
    assertThat(DEBIAN.path().resolve(SETTINGS)).doesNotExist();
    assertThat(DEBIAN.path().resolve("usr/lib/registrymanager")).doesNotExist();
  }

  /** The same with an earlier number. */
  private static Path earlierVersion() {
    Path folder = DEBIAN.path().resolve("tmp/earlier");
    Command.of("dpkg-deb", "-R", PACKAGES.deb().toString(), folder.toString()).run().orFail();
    Command.of("sed", "-i", "s/^Version: .*/Version: 0.0.1/", folder + "/DEBIAN/control")
        .run()
        .orFail();
    Path deb = DEBIAN.path().resolve("tmp/earlier.deb");
    Command.of("dpkg-deb", "--root-owner-group", "-Znone", "-b", folder.toString(), deb.toString())
        .run()
        .orFail();
    return deb;
  }

  private static Command.Result install(Path deb) {
    Path inside = DEBIAN.path().resolve("tmp/registrymanager_0_amd64.deb");
    Command.of("cp", deb.toString(), inside.toString()).run().orFail();
    String typed = InstallPage.commands("Debian package").getFirst();
    return DEBIAN
        .command("bash", "-euc", "cd /tmp\n" + typed + " -q")
        .withEnvironment(Map.of("DEBIAN_FRONTEND", "noninteractive"))
        .run()
        .orFail();
  }

  /** As the unit starts it, with somebody at the other end of NOTIFY_SOCKET. */
  private static RunningProgram serve() {
    RunningProgram listener =
        RunningProgram.start(
            Command.of("python3", "-c", LISTENER, DEBIAN.path() + "/tmp/notify"),
            DEBIAN.path().resolve("tmp/notified"));
    listener.awaitReady(() -> listener.output().contains("bound"));
    RunningProgram server =
        RunningProgram.start(
            DEBIAN
                .commandAs(USER, "/usr/bin/registrymanager", "serve")
                .withEnvironment(Map.of("NOTIFY_SOCKET", "/tmp/notify")),
            DEBIAN.path().resolve("tmp/output"));
    server.awaitReady(() -> listener.output().contains("heard READY=1"));
    listener.close();
    return server;
  }

  private static final String LISTENER =
      """
      import os, socket, sys
      if os.path.exists(sys.argv[1]): os.unlink(sys.argv[1])
      listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      listener.bind(sys.argv[1])
      os.chmod(sys.argv[1], 0o666)
      print("bound", flush=True)
      while True: print("heard", listener.recv(100).decode(), flush=True)
      """;

  private static void stop(RunningProgram server) {
    server.terminate();
    assertThat(server.awaitEnd(STOP)).as(server.output()).isZero();
  }

  private static Command registrymanager(String... words) {
    return DEBIAN.command("/usr/bin/registrymanager").with(words);
  }

  private static RegistryClient client() {
    return RegistryClient.of(URI.create("http://127.0.0.1:" + PORT), ALICE);
  }

  private static Command.Result systemd(String... words) {
    return Command.of("systemd-analyze").with(words).run().orFail();
  }

  /** The settings as an administrator changes them: in the file that the package brought. */
  private static void set(String upstream) throws IOException {
    Path file = DEBIAN.path().resolve(SETTINGS);
    String settings =
        text(SETTINGS)
            .replaceFirst("(?m)^upstream\\.url: .*$", upstream)
            .replaceFirst("(?m)^  port: .*$", "  port: " + PORT);
    Files.writeString(
        file,
        settings
            + "management.port: %d\nshutdown.delay: 0s\ncatalog.crawl-interval: 1h\n"
                .formatted(MANAGEMENT_PORT));
  }

  private static String text(String file) throws IOException {
    return Files.readString(DEBIAN.path().resolve(file));
  }

  private static String modes(String file) throws IOException {
    Path path = DEBIAN.path().resolve(file);
    String owner = DEBIAN.command("stat", "-c", "%U", "/" + file).run().orFail().out().strip();
    return owner + " " + PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
