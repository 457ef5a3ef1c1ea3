package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.setting.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
  private final Shell shell = new Shell();
  private final List<Values> served = new ArrayList<>();

  @TempDir Path folder;

  ServeCommandTest() {
    shell.serve =
        (values, banner) -> {
          served.add(values);
          banner.stopping(2);
          return 7;
        };
  }

  @Test
  void everySourceReachesTheServerAndItsExitCodeIsOurs() throws IOException {
    Path file = Files.writeString(folder.resolve("s.yaml"), "contact: file\ntest.needed: file\n");
    shell.environment.put("REGISTRYMANAGER_CONTACT", "environment");
    int code =
        shell.run(
            "serve",
            "--config",
            file.toString(),
            "--data",
            "x/y",
            "--set",
            "admin.socket=/s",
            "--set",
            "external-url=https://r.example.com",
            "--launcher=./run");
    assertThat(code).isEqualTo(7);
    ApplicationSettings settings = ApplicationSettings.from(served.getFirst());
    assertThat(settings.data()).isEqualTo(Path.of("x/y"));
    assertThat(settings.adminSocket()).isEqualTo(Path.of("/s"));
    assertThat(settings.contact()).contains("environment");
    assertThat(settings.externalUrl()).map(Object::toString).contains("https://r.example.com");
    assertThat(served.getFirst().find(Shell.NEEDED)).contains("file");
    assertThat(shell.out()).isEqualTo(" Stopping: 2 transfers open. Bye. Start again with ./run\n");
  }

  @Test
  void aMissingSettingStopsItBeforeItStarts() {
    assertThat(shell.run("serve")).isEqualTo(1);
    assertThat(shell.err())
        .isEqualTo("The setting test.needed is missing: Nothing works without it.\n");
    assertThat(served).isEmpty();
  }

  @Test
  void everyProblemOfTheSettingsIsALine() {
    assertThat(shell.run("serve", "--set", "contakt=x", "--set", "external-url=x")).isEqualTo(1);
    assertThat(shell.err().lines()).hasSize(2).anyMatch(line -> line.contains("did you mean"));
    assertThat(served).isEmpty();
  }

  @Test
  void warningsDoNotStopIt() {
    shell.environment.put("REGISTRYMANAGER_CONTAKT", "x");
    assertThat(shell.run("serve", "--set", "test.needed=x")).isEqualTo(7);
    assertThat(shell.err()).contains("did you mean REGISTRYMANAGER_CONTACT?");
  }

  @Test
  void theSocketLiesInTheDataFolderAndMayNotBeTooDeep() {
    ApplicationSettings usual =
        ApplicationSettings.from(Values.of(Shell.table(), java.util.Map.of("data", "/d")));
    assertThat(usual.adminSocket()).isEqualTo(Path.of("/d/admin.sock"));
    assertThat(shell.run("user", "list", "--data", "/" + "x".repeat(100))).isEqualTo(1);
    assertThat(shell.err()).contains("112 bytes and may have 100; set admin.socket");
  }
}
