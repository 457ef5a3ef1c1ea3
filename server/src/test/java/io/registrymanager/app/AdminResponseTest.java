package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AdminResponseTest {
  @Test
  void aProblemWithoutWordsIsStillASentence() {
    assertThat(response(500, "{}").failure())
        .hasMessage("The server answered 500.")
        .extracting(CommandFailure::code)
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void onlyRefusalsOfThePersonAreNotAllowed() {
    assertThat(response(401, "{}").failure().code()).isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(response(403, "{}").failure().code()).isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(response(404, "{}").failure().code()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void anAnswerThatIsNotJsonIsASentence() {
    assertThatThrownBy(() -> response(502, "<html>").failure())
        .hasMessage("The server's answer (502) is not JSON.");
  }

  private static AdminResponse response(int status, String body) {
    return new AdminResponse(status, body.getBytes(StandardCharsets.UTF_8));
  }
}
