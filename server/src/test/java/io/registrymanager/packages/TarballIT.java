package io.registrymanager.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Checkout;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.DebianFolder;
import io.registrymanager.testkit.DockerClient;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.FreePorts;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tarball: the same whoever makes it, whole, and enough for a first push. */
class TarballIT {
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Packages PACKAGES = Packages.shared();

  @Test
  void aCloneElsewhereMakesTheSameWithTheSameStartCache() throws IOException {
    try (Checkout elsewhere = Checkout.fresh()) {
      String cache = PACKAGES.tree().resolve("registrymanager.aot").toString();
      Packages again = Packages.madeIn(elsewhere, "--start-cache", cache);

      // First what differs, then that nothing does.
      Command.of("diff", "-r", "--no-dereference")
          .with(PACKAGES.tree().toString(), again.tree().toString())
          .run()
          .orFail();
      assertThat(sums(again)).isEqualTo(sums(PACKAGES)).contains(".tar.gz", ".deb", ".cdx.json");
    }
  }

  @Test
  void theChecksumsAreThoseOfTheFiles() throws IOException {
    Command.of("sha256sum", "--check", "--strict", "SHA256SUMS")
        .in(PACKAGES.folder())
        .run()
        .orFail();
    assertThat(sums(PACKAGES)).contains(PACKAGES.tarball().getFileName().toString());
  }

  @Test
  void theBillOfMaterialsNamesEveryLibraryAndTheJava() throws IOException {
    String names =
        "[.components[] | .name + \"-\" + .version + (if .purl | tostring | contains(\"classifier=\")"
            + " then \"-linux-x86_64\" else \"\" end) + \".jar\"] | sort | .[]";
    String components =
        Command.of("jq", "-r", names, PACKAGES.ending(".cdx.json").toString()).run().orFail().out();
    try (var libraries = Files.list(PACKAGES.tree().resolve("lib"))) {
      assertThat(components.lines().filter(name -> !name.startsWith("OpenJDK-25")))
          .containsExactlyInAnyOrderElementsOf(
              libraries.map(file -> file.getFileName().toString()).toList());
    }
    assertThat(components).contains("OpenJDK-25");
  }

  @Test
  void unpackedOnADebianWithoutJavaItTakesTheFirstPush() {
    int port = FreePorts.next();
    try (DebianFolder debian = DebianFolder.create()) {
      Path home = unpackIn(debian);
      assertThat(debian.command("sh", "-c", "command -v java").run().isSuccess()).isFalse();
      Command run =
          debian
              .command("/opt/" + home.getFileName() + "/run", "--port=" + port)
              .with("--management-port=" + FreePorts.next())
              .with("--registry-port=" + FreePorts.next());
      try (RunningProgram program = RunningProgram.start(run, debian.path().resolve("log"))) {
        program.awaitReady(() -> program.output().contains(" Data in"));
        push(port, home.resolve("data/admin-password"));
        long server = server(program);
        assertThat(Packages.usesStartCache(server)).as(program.output()).isTrue();
        assertThat(Packages.maps(server))
            .contains(
                "/native/libsqlitejdbc.so", "/native/libnetty_transport_native_epoll_x86_64.so")
            .doesNotContain("/data/native/");
        assertThat(program.output()).contains(" 3/4 build          up to date\n", "(epoll)");
        program.terminate();
        assertThat(program.awaitEnd(STOP)).isZero();
      }
    }
  }

  @Test
  void theStartCacheIsOfUseWhereverTheFolderIs() {
    try (DebianFolder debian = DebianFolder.create()) {
      Path home = unpackIn(debian);
      Command version =
          debian.command("/opt/" + home.getFileName() + "/registrymanager", "version");
      Command insisting =
          version.withEnvironment(Map.of("REGISTRYMANAGER_JAVA_OPTIONS", "-XX:AOTMode=on"));
      String said = insisting.run().orFail().out();
      assertThat(said).startsWith("registrymanager ");

      // Of no use any more, which is not to be said in the result of a command.
      Command.of("touch", home.resolve("registrymanager.jar").toString()).run().orFail();
      assertThat(version.run().orFail().text()).isEqualTo(said);
      assertThat(insisting.run().isSuccess()).isFalse();

      assertThat(transcriptOfRun(debian, home)).containsPattern("up to date, start cache \\d");
      assertThat(insisting.run().orFail().out()).isEqualTo(said);
    }
  }

  private static String transcriptOfRun(DebianFolder debian, Path home) {
    Command run =
        debian
            .command("/opt/" + home.getFileName() + "/run", "--upstream=http://127.0.0.1:1")
            .with("--port=" + FreePorts.next(), "--management-port=" + FreePorts.next());
    try (RunningProgram program = RunningProgram.start(run, debian.path().resolve("log"))) {
      program.awaitReady(() -> program.output().contains(" Data in"));
      program.terminate();
      program.awaitEnd(STOP);
      return program.output();
    }
  }

  private static Path unpackIn(DebianFolder debian) {
    Path opt = debian.path().resolve("opt");
    Command.of(
            "cp", PACKAGES.tarball().toString(), PACKAGES.folder() + "/SHA256SUMS", opt.toString())
        .run()
        .orFail();
    List<String> typed = InstallPage.commands("Tarball");
    assertThat(typed.getLast()).isEqualTo("./run");
    String before = String.join("\n", typed.subList(0, typed.size() - 1));
    debian.command("bash", "-euc", "cd /opt\n" + before).run().orFail();
    return opt.resolve(PACKAGES.tree().getFileName());
  }

  private static void push(int port, Path passwordFile) {
    String reference = "127.0.0.1:" + port + "/team/hello:1";
    DockerClient docker = Fixtures.docker().newClient();
    String password = Command.of("cat", passwordFile.toString()).run().orFail().out().strip();
    docker.login("127.0.0.1:" + port, new Login("admin", password)).orFail();
    docker.makeImage(reference);
    docker.docker("push", reference).orFail();
    docker.docker("rmi", reference).orFail();
    docker.docker("pull", reference).orFail();
  }

  private static long server(RunningProgram program) {
    return ProcessHandle.of(program.pid())
        .orElseThrow()
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("/java/bin/java"))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  private static String sums(Packages packages) throws IOException {
    return Files.readString(packages.folder().resolve("SHA256SUMS"));
  }
}
