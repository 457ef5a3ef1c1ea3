package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual pages and the completion, as {@code man} and {@code bash} take them. */
class ManualCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() {
    Shell shell = new Shell();
    assertThat(shell.run("manual", folder.toString())).as(shell.err()).isZero();
  }

  @Test
  void everyCommandHasAPageAndHiddenOnesHaveNone() throws IOException {
    try (Stream<Path> pages = Files.list(folder.resolve("man1"))) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .contains("registrymanager.1", "registrymanager-serve.1", "registrymanager-user-add.1")
          .doesNotContain("registrymanager-manual.1");
    }
  }

  @Test
  void aPageSaysWhatTheUsageSays() throws IOException {
    String page = Files.readString(folder.resolve("man1/registrymanager-user-add.1"));

    assertThat(page)
        .startsWith(".TH \"REGISTRYMANAGER-USER-ADD\" 1 ")
        .contains("\n.SH NAME\nregistrymanager\\-user\\-add \\- ")
        .contains("\\-\\-grant", "\\-\\-password\\-stdin")
        .doesNotContain("\\-\\-debug");
  }

  @Test
  void bashCompletesCommandsAndOptions() {
    assertThat(completed("registrymanager", "us")).containsExactly("user");
    assertThat(completed("registrymanager", "user", "pass")).containsExactly("passwd");
    assertThat(completed("registrymanager", "user", "add", "--gr")).contains("--grant");
  }

  private List<String> completed(String... words) {
    String script =
        """
        source "$0"
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
        _complete_registrymanager
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    return Command.of(
            "bash", "-c", script, folder.resolve("completions/registrymanager").toString())
        .with(words)
        .run()
        .orFail()
        .out()
        .lines()
        .map(String::strip)
        .toList();
  }
}
