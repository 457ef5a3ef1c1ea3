package io.registrymanager.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Checkout;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.DockerClient;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.FreePorts;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RegistryClient;
import io.registrymanager.testkit.RunningProgram;
import io.registrymanager.testkit.SmallImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code ./run} says and does in a fresh checkout, word for word where a person reads it. */
class RunTranscriptIT {
  private static final Duration SECOND_START = Duration.ofSeconds(30);
  // The first of all makes a start cache, whichever that is.
  private static final Duration FIRST_START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(15);
  private static final String NOWHERE = "--upstream=http://127.0.0.1:1";
  private static final Checkout CHECKOUT = Checkout.shared();

  private final int port = FreePorts.next();
  private final int registryPort = FreePorts.next();
  private final int managementPort = FreePorts.next();

  @Test
  void firstStartExplainsItselfAndTheSecondOneKeepsUsersAndImages() throws IOException {
    SmallImage image;
    try (RunningProgram first = start("first.log")) {
      assertThat(first.output().lines().toList()).satisfies(this::isTheFirstTranscript);
      image = pushAsAdministrator();
      theAdviceIsGood();
      isStopped(first);
    }

    long begin = System.nanoTime();
    try (RunningProgram second = start("second.log")) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SECOND_START);
      assertThat(second.output().lines().toList()).satisfies(this::isTheSecondTranscript);
      try (RegistryClient admin = administrator()) {
        assertThat(admin.has(image.manifestPath())).isTrue();
      }
      isStopped(second);
    }
  }

  @Test
  void aSecondOneInTheSameFolderIsToldSo() {
    String data = CHECKOUT.path().resolve("shared").toString();
    Command run = run("--data", data, NOWHERE);
    try (RunningProgram first = RunningProgram.start(run, log("shared.log"))) {
      first.awaitReady(() -> first.output().contains("Data in"));

      failsWith(run.run(), 1, "The folder " + data + " is in use by another ./run. ");
      isStopped(first);
    }
  }

  @Test
  void aTakenPortIsNamedWithItsOwnerAndTheOption() throws IOException {
    try (var listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      long pid = ProcessHandle.current().pid();

      failsWith(
          run(NOWHERE).run(),
          1,
          "Port %d is taken by java (process %d). Choose another with --port."
              .formatted(listener.getLocalPort(), pid));
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamedWithTheOption() {
    // Below a file, because nothing else keeps root from writing.
    failsWith(
        run("--data", "LICENSE/data").run(),
        1,
        "The folder LICENSE/data cannot be written: Not a directory. Choose another with --data.");
  }

  @Test
  void anUnknownSettingIsAnsweredWithTheOneThatWasMeant() {
    Command.Result result = run(NOWHERE, "--set", "listen.prot=5000").run();

    failsWith(result, 1, "did you mean");
    assertThat(result.err()).contains("listen.prot", "listen.port");
  }

  @Test
  void anUnknownOptionPointsToTheHelp() {
    failsWith(run("--prot", "5000").run(), 2, "There is no option \"--prot\". See ./run --help");
    failsWith(run("--port", "http").run(), 2, "--port takes a number from 1 to 65535");
    assertThat(run("--help").run().orFail().out())
        .contains("--port", "--management-port", "--registry-port", "--data", "--upstream")
        .contains("--config", "--set");
  }

  private void isTheFirstTranscript(List<? extends String> lines) {
    assertThat(lines.get(0)).isEqualTo(" 1/4 Java 25        found");
    assertThat(lines.get(1))
        .matches(
            " 2/4 registry       docker-registry \\S+ unpacked into data/ \\(\\d+\\.\\d MB\\)");
    assertThat(lines.get(2))
        .matches(" 3/4 build          up to date(, start cache \\d+(\\.\\d)? s)?");
    assertThat(lines.get(3))
        .matches(
            " 4/4 start          registry \\d+\\.\\d s · registrymanager \\d+\\.\\d s \\(epoll\\)");
    assertThat(lines).anyMatch(line -> line.startsWith(" Ready:  http://127.0.0.1:" + port));
    assertThat(lines)
        .anyMatch(line -> line.startsWith(" Admin:  admin") && line.contains("data/admin-password"))
        .anyMatch(line -> line.contains("docker login 127.0.0.1:" + port + " -u admin"))
        .anyMatch(line -> line.contains("./registrymanager user add alice --grant team:push"))
        .anyMatch(line -> line.startsWith(" Data in data/") && line.contains("Ctrl-C"))
        // This is no terminal, so what is written here may be kept for years.
        .noneMatch(line -> line.contains(password()));
  }

  private void isTheSecondTranscript(List<? extends String> lines) {
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith(" Ready:  http://127.0.0.1:" + port)
        .containsPattern("registry \\d+\\.\\d s · registrymanager \\d+\\.\\d s \\(epoll\\)$");
    assertThat(lines.get(1)).startsWith(" Data in data/");
  }

  private SmallImage pushAsAdministrator() throws IOException {
    assertThat(RawHttp.get(port, "/v2/").status()).isEqualTo(401);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwordFile())))
        .isEqualTo("rw-------");
    try (RegistryClient admin = administrator()) {
      return admin.pushImage("team/hello", "1");
    }
  }

  /** What the transcript tells people to try, with the real engine. */
  private void theAdviceIsGood() {
    String host = "127.0.0.1:" + port;
    DockerClient admin = Fixtures.docker().newClient();
    admin.login(host, new Login("admin", password())).orFail();
    admin.makeImage(host + "/secret/app");
    admin.docker("push", host + "/secret/app").orFail();
    Login login = new Login("alice", "alice-password");
    CHECKOUT
        .command("./registrymanager", "user", "add", "alice", "--grant", "team:push")
        .reading(login.password() + "\n")
        .run()
        .orFail();
    DockerClient alice = Fixtures.docker().newClient();
    assertThat(alice.login(host, login).orFail().out()).contains("Login Succeeded");
    alice.makeImage(host + "/team/alices");
    alice.docker("push", host + "/team/alices").orFail();
    alice.docker("rmi", host + "/team/alices").orFail();
    alice.docker("pull", host + "/team/alices").orFail();
    assertThat(alice.docker("pull", host + "/secret/app").text())
        .contains("denied: alice may not pull \"secret/app\" (rights there: none). Ask ");
  }

  private void isStopped(RunningProgram run) {
    run.terminate();

    assertThat(run.awaitEnd(STOP)).as(run.output()).isZero();
    assertThat(run.output()).contains(" Stopping: 0 transfers open. Bye. Start again with ./run");
    assertThat(List.of(port, registryPort, managementPort)).allMatch(FreePorts::isFree);
  }

  private RunningProgram start(String log) {
    RunningProgram run = RunningProgram.start(run(), log(log));
    return run.awaitReady(() -> run.output().matches("(?s)(.*\n)? Data in [^\n]*\n"));
  }

  private Command run(String... options) {
    return CHECKOUT
        .command("./run", "--port=" + port, "--management-port=" + managementPort)
        .with("--registry-port=" + registryPort)
        .with(options)
        .within(FIRST_START);
  }

  private RegistryClient administrator() {
    return RegistryClient.of(
        URI.create("http://127.0.0.1:" + port), new Login("admin", password()));
  }

  private static String password() {
    try {
      return Files.readString(passwordFile()).strip();
    } catch (IOException e) {
      throw new AssertionError("The administrator's password is not where it was promised.", e);
    }
  }

  private static Path passwordFile() {
    return CHECKOUT.path().resolve("data/admin-password");
  }

  private static Path log(String name) {
    return CHECKOUT.path().resolve(name);
  }

  private static void failsWith(Command.Result result, int exitCode, String words) {
    assertThat(result.exitCode()).as(result.text()).isEqualTo(exitCode);
    assertThat(result.err()).contains(words);
    assertThat(result.err().lines()).as("one sentence").hasSize(1);
  }
}
