package io.registrymanager.app;

import io.registrymanager.endpoint.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The answer of an administration route. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AdminResponse(int status, byte[] body) {
  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  JsonNode json() {
    try {
      return Json.read(body);
    } catch (JacksonException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "The server's answer (" + status + ") is not JSON.", e);
    }
  }

  /** Why it was refused, as sentences, from its problem document. */
  CommandFailure failure() {
    ExitCode code = status == 401 || status == 403 ? ExitCode.NOT_ALLOWED : ExitCode.FAILED;
    JsonNode problem = json();
    List<String> sentences = new ArrayList<>();
    sentences.add(problem.path("detail").asString("The server answered " + status + "."));
    for (JsonNode error : problem.path("errors")) {
      sentences.add(error.path("field").asString("") + ": " + error.path("detail").asString(""));
    }
    return new CommandFailure(code, sentences);
  }
}
