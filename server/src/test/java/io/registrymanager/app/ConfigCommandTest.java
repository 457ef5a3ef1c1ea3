package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  private final Shell shell = new Shell();

  @TempDir Path folder;

  @Test
  void showPrintsEveryValueWithItsSourceAndNoSecret() {
    shell.environment.put("REGISTRYMANAGER_TEST_TOKEN", "hunter2");
    assertThat(shell.run("config", "show", "--set", "contact=ops@example.com")).isZero();
    assertThat(shell.out())
        .containsPattern("data +data +default")
        .containsPattern("contact +ops@example.com +command line")
        .containsPattern("test.token +\\*\\*\\* +REGISTRYMANAGER_TEST_TOKEN")
        .containsPattern("external-url +- +not set")
        .doesNotContain("hunter2");
  }

  @Test
  void showSpeaksJsonToo() {
    shell.environment.put("REGISTRYMANAGER_TEST_TOKEN", "hunter2");
    assertThat(shell.run("config", "show", "-o", "json")).isZero();
    assertThat(shell.out())
        .contains("{\"key\":\"data\",\"value\":\"data\",\"source\":\"default\"}")
        .contains("{\"key\":\"contact\",\"source\":\"not set\"}")
        .contains("{\"key\":\"test.token\",\"value\":\"***\"")
        .doesNotContain("hunter2");
  }

  @Test
  void checkSaysYesWithZero() {
    assertThat(check("external-url=http://127.0.0.1:5000")).isZero();
    assertThat(shell.err()).isEqualTo("The settings are fine.\n");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void checkSaysNoWithThree() {
    assertThat(shell.run("config", "check", "--data", folder.toString())).isEqualTo(3);
    assertThat(shell.err()).contains("test.needed is missing");
    assertThat(check("contakt=x")).isEqualTo(3);
    assertThat(shell.err()).contains("did you mean contact?");
  }

  @Test
  void checkResolvesNames() {
    assertThat(check("external-url=https://nothing.invalid")).isEqualTo(3);
    assertThat(shell.err())
        .isEqualTo("external-url: the name nothing.invalid cannot be resolved here.\n");
  }

  @Test
  void checkLooksAtTheDataFolderAndTheSocket() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(check("data=" + file)).isEqualTo(3);
    assertThat(shell.err()).contains(file + " is not a folder");
    assertThat(check("data=" + file.resolve("below"))).isEqualTo(3);
    assertThat(shell.err()).contains("cannot be made");
    assertThat(check("admin.socket=/" + "x".repeat(100))).isEqualTo(3);
    assertThat(shell.err()).contains("set admin.socket to a shorter one");
  }

  @Test
  void checkAsksEachRoomWhetherItsSettingsFitTogether() {
    assertThat(check("listen.address=0.0.0.0")).isEqualTo(3);
    assertThat(shell.err()).contains("listen.allow-plaintext");
    assertThat(check("upstream.username=alice")).isEqualTo(3);
    assertThat(shell.err()).contains("upstream.username and upstream.password");
  }

  private int check(String assignment) {
    return shell.run(
        "config",
        "check",
        "--set",
        "data=" + folder.resolve("data"),
        "--set",
        "test.needed=x",
        "--set",
        assignment);
  }
}
