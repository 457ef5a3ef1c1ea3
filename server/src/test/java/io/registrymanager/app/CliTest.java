package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
  private final Shell shell = new Shell();

  @Test
  void versionIsTheOneThatWasBuilt() {
    assertThat(shell.run("version")).isZero();
    assertThat(shell.out()).matches("registrymanager [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\\R");
    assertThat(shell.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  void helpNamesEveryCommand(String help) {
    assertThat(shell.run(help)).isZero();
    assertThat(shell.out()).contains("serve", "config", "user", "version", "Exit codes");
    assertThat(shell.out()).doesNotContain("--debug", "\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help user add", "user help add", "user add --help", "user add -h"})
  void helpIsEverywhere(String words) {
    assertThat(shell.run(words.split(" ", -1))).isZero();
    assertThat(shell.out()).startsWith("Usage: registrymanager user add").contains("--grant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help serve", "serve --help"})
  void whatTheLauncherPassesIsNotInTheHelp(String words) {
    assertThat(shell.run(words.split(" ", -1))).isZero();
    assertThat(shell.out()).contains("--set").doesNotContain("--launcher", "--start-note");
  }

  @Test
  void wrongUsageIsTwoAndSuggests() {
    assertThat(shell.run("serv")).isEqualTo(2);
    assertThat(shell.err()).contains("'serv'", "did you mean serve?");
    assertThat(shell.run("serve", "--confg", "x")).isEqualTo(2);
    assertThat(shell.err()).contains("'--confg'", "See registrymanager serve --help.");
    assertThat(shell.run("help", "nothing")).isEqualTo(2);
    assertThat(shell.run("user", "show")).isEqualTo(2);
    assertThat(shell.err()).contains("'NAME'");
    assertThat(shell.run("config", "show", "-o", "xml")).isEqualTo(2);
  }

  @Test
  void noCommandShowsTheUsageAsAMistake() {
    for (String[] args : List.of(new String[] {}, new String[] {"user"})) {
      assertThat(shell.run(args)).isEqualTo(2);
      assertThat(shell.err()).startsWith("Usage: registrymanager").contains("Commands:");
      assertThat(shell.out()).isEmpty();
    }
  }

  @Test
  void whatWasNotForeseenIsASentenceAndOnlyDebugPrintsTheStack() {
    shell.environment.put("REGISTRYMANAGER_TEST_NEEDED", "x");
    shell.serve =
        (_, _) -> {
          throw new IllegalStateException("broken");
        };
    assertThat(shell.run("serve")).isEqualTo(1);
    assertThat(shell.err()).contains("broken").doesNotContain("\tat ");
    assertThat(shell.run("serve", "--debug")).isEqualTo(1);
    assertThat(shell.err()).contains("\tat io.registrymanager");
  }
}
