package io.registrymanager.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTest {
  @Test
  void tellsExitCodeAndBothOutputs() {
    Command.Result result = Command.of("sh", "-c", "cat; echo no >&2; exit 3").reading("yes").run();

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out()).isEqualTo("yes");
    assertThat(result.err()).isEqualTo("no\n");
    assertThatThrownBy(result::orFail)
        .hasMessageContaining("ended with 3")
        .hasMessageContaining("no");
  }

  @Test
  void inheritsNoVariableThatAClientMightRead() {
    Command.Result result = Command.of("env").withEnvironment(Map.of("OWN", "1")).run();

    assertThat(result.out().lines().map(line -> line.replaceAll("=.*", "")))
        .containsExactlyInAnyOrder("PATH", "HOME", "LC_ALL", "OWN");
  }

  @Test
  void endsWhatDoesNotEnd() {
    assertThatThrownBy(() -> Command.of("sleep", "60").within(Duration.ofMillis(50)).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("did not end");
  }

  @Test
  void doesNotWaitForWhatAProgramLeavesBehind() {
    assertThat(Command.of("sh", "-c", "sleep 5 & echo done").run().out()).isEqualTo("done\n");
  }

  @Test
  void saysWhichProgramIsMissing() {
    assertThatThrownBy(() -> Command.of("no-such-program").run())
        .hasMessageContaining("no-such-program")
        .hasMessageContaining("./verify");
  }
}
