package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Checkout;
import io.registrymanager.testkit.Command;
import io.registrymanager.testkit.ContainerTools;
import io.registrymanager.testkit.Fixtures;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.RegistryClient;
import io.registrymanager.testkit.SmallImage;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The drill: back up while people write, lose everything, restore, log in, pull. */
@Timeout(300)
class BackupDrillIT {
  private static final int USERS_BEFORE = 20;

  @TempDir private Path folder;
  private final ContainerTools tools = ContainerTools.create();

  @AfterEach
  void remove() {
    tools.close();
  }

  @Test
  void whoeverCouldLogInBeforeCanLogInAndPullAfterwards() throws Exception {
    Path backup = folder.resolve("store.backup");
    Login alice;
    SmallImage image;
    List<Login> before;
    try (TestingServer server = start()) {
      alice = server.user("alice", "drill:pull");
      image = Fixtures.registry().client().pushImage("drill/app", "1");
      before = backUpUnderLoad(server, backup);
      assertThat(restore(backup, server).err())
          .as("while the server runs")
          .contains("stop it, restore, start it again");
    }
    Command.of("rm", "-rf", data().toString()).run().orFail();

    assertThat(program("backup", "verify", backup.toString()).run().orFail().err())
        .contains("is whole");
    program("restore", backup.toString(), "--data", data().toString()).run().orFail();

    try (TestingServer server = start()) {
      tools.login(server.host(), alice).orFail();
      tools.podman("pull", "--tls-verify=false", image.reference(server.host())).orFail();
      assertThat(tools.login(server.host(), new Login("alice", "wrong")).isSuccess()).isFalse();
      for (Login each : before) {
        assertThat(status(server, each)).as(each.user()).isEqualTo(200);
      }
      assertThat(status(server, TestingServer.ADMINISTRATOR)).isEqualTo(200);
    }
  }

  /**
   * @return whom the server had acknowledged when the backup began
   */
  private List<Login> backUpUnderLoad(TestingServer server, Path backup) throws Exception {
    Queue<Login> acknowledged = new ConcurrentLinkedQueue<>();
    AtomicBoolean end = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(USERS_BEFORE);
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; !end.get(); i++) {
                    acknowledged.add(server.user("user" + i, "team:push"));
                    begun.countDown();
                  }
                });
    begun.await();
    List<Login> before = List.copyOf(acknowledged);
    program("backup", backup.toString(), "--data", data().toString()).run().orFail();
    int meanwhile = acknowledged.size() - before.size();
    end.set(true);
    writer.join();
    assertThat(meanwhile).as("written meanwhile").isPositive();
    return before;
  }

  @Test
  void aBackupThatIsNotWhatWasWrittenIsRefusedInOneSentenceAndNothingIsTouched()
      throws IOException {
    Path backup = folder.resolve("store.backup");
    start().close();
    program("backup", backup.toString(), "--data", data().toString()).run().orFail();
    byte[] whole = Files.readAllBytes(backup);
    byte[] store = Files.readAllBytes(data().resolve("registrymanager.db"));

    refused(program("backup", backup.toString(), "--data", data().toString()), 1, "--force");
    Files.write(backup, Arrays.copyOf(whole, whole.length / 2));
    refused(program("backup", "verify", backup.toString()), 3, "damaged");
    refused(program("restore", backup.toString(), "--data", data().toString()), 1, "damaged");
    byte[] flipped = whole.clone();
    flipped[whole.length / 3] ^= 4;
    Files.write(backup, flipped);
    refused(program("backup", "verify", backup.toString()), 3, "damaged");
    refused(program("restore", backup.toString(), "--data", data().toString()), 1, "damaged");
    refused(program("restore", "no-such-file", "--data", data().toString()), 1, "no-such-file");

    assertThat(data().resolve("registrymanager.db")).hasBinaryContent(store);
    program("backup", backup.toString(), "--force", "--data", data().toString()).run().orFail();
    program("backup", "verify", backup.toString()).run().orFail();
  }

  @Test
  void whatRootRestoresBelongsToTheOwnerOfTheFolder() throws IOException {
    Path backup = folder.resolve("store.backup");
    start().close();
    program("backup", backup.toString(), "--data", data().toString()).run().orFail();
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    UserPrincipal nobody =
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    Files.setOwner(elsewhere, nobody);

    program("restore", backup.toString(), "--data", elsewhere.toString()).run().orFail();
    program("restore", backup.toString(), "--data", elsewhere.toString()).run().orFail();

    try (Stream<Path> all = Files.walk(elsewhere)) {
      assertThat(all)
          .hasSizeGreaterThan(5)
          .allSatisfy(path -> assertThat(Files.getOwner(path)).as("%s", path).isEqualTo(nobody));
    }
  }

  private static void refused(Command command, int code, String word) {
    Command.Result result = command.run();
    assertThat(result.exitCode()).as(result.text()).isEqualTo(code);
    assertThat(result.err().lines()).singleElement().asString().contains(word);
  }

  private Command.Result restore(Path backup, TestingServer server) {
    return program("restore", backup.toString(), "--data", data().toString())
        .with("--set", "admin.socket=" + server.folder().resolve("admin.sock"))
        .run();
  }

  private static Command program(String... words) {
    return Command.of(Checkout.projectFolder().resolve("registrymanager").toString()).with(words);
  }

  private TestingServer start() {
    return TestingServer.before(Fixtures.registry().uri(), Map.of("data", data().toString()));
  }

  private static int status(TestingServer server, Login login) {
    try (RegistryClient client = RegistryClient.of(server.uri(), login)) {
      return client.get("/v2/").statusCode();
    }
  }

  private Path data() {
    return folder.resolve("data");
  }
}
