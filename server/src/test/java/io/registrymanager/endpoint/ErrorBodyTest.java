package io.registrymanager.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.endpoint.Problem.FieldError;
import io.registrymanager.identity.Actor;
import io.registrymanager.oci.RegistryError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;

/** The two dialects in which something is refused, and what they are made of. */
class ErrorBodyTest {
  private static final RequestId ID = new RequestId("01JABC");

  private static String text(EndpointResponse response) {
    return new String(response.content().bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void trap54TheRegistrysDialectHasCodeMessageAndADetail() {
    EndpointResponse response =
        RegistryErrorBody.response(RegistryError.DENIED, "alice may not pull \"x\"", ID);
    assertThat(response.status()).isEqualTo(403);
    assertThat(response.content().type()).isEqualTo("application/json");
    assertThat(text(response))
        .isEqualTo(
            "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"alice may not pull \\\"x\\\"\","
                + "\"detail\":{\"requestId\":\"01JABC\"}}]}");
  }

  @ParameterizedTest
  @EnumSource(RegistryError.class)
  void everyErrorHasAStatusAndAMessage(RegistryError error) {
    EndpointResponse response = RegistryErrorBody.response(error, error.message(), ID);
    assertThat(response.status()).isEqualTo(error.status()).isBetween(400, 503);
    assertThat(text(response)).contains("\"code\":\"" + error.name() + "\"").doesNotContain("null");
  }

  @Test
  void theStatusCanBeAnother() {
    EndpointResponse response =
        RegistryErrorBody.response(405, RegistryError.UNSUPPORTED, "no", ID);
    assertThat(response.status()).isEqualTo(405);
  }

  @Test
  void aProblemNamesTypeTitleDetailAndRequest() {
    EndpointResponse response =
        Problem.of(404, "unknown-user", "No such user", "There is no user bob.").response(ID);
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.content().type()).isEqualTo("application/problem+json");
    assertThat(text(response))
        .isEqualTo(
            "{\"type\":\"/errors/unknown-user\",\"title\":\"No such user\",\"status\":404,"
                + "\"detail\":\"There is no user bob.\",\"requestId\":\"01JABC\"}");
  }

  @Test
  void aProblemNamesEachWrongField() {
    List<FieldError> errors =
        List.of(new FieldError("username", "missing"), new FieldError("ad", "no"));
    String body =
        text(new Problem(400, "fields", "Wrong fields", "2 fields.", errors).response(ID));
    assertThat(body)
        .contains(
            "\"errors\":[{\"field\":\"username\",\"detail\":\"missing\"},"
                + "{\"field\":\"ad\",\"detail\":\"no\"}]");
  }

  @Test
  void jsonRefusesAKeyGivenTwice() {
    byte[] twice = "{\"a\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Json.read(twice)).isInstanceOf(JacksonException.class);
    assertThat(Json.read("{\"a\":1}".getBytes(StandardCharsets.UTF_8)).get("a").intValue())
        .isEqualTo(1);
  }

  @Test
  void aResponseKeepsItsHeadersInOrderAndToItself() {
    EndpointResponse first = EndpointResponse.empty(204).with("B", "1");
    EndpointResponse second = first.with("A", "2");
    assertThat(first.headers()).containsOnlyKeys("B");
    assertThat(second.headers()).containsExactly(Map.entry("B", "1"), Map.entry("A", "2"));
    assertThat(second.content().isEmpty()).isTrue();
  }

  @Test
  void aRequestKnowsItsPathQueryAndOrigin() {
    EndpointRequest request =
        new EndpointRequest(
            ID,
            new Caller.Local(new Actor.Socket(7)),
            ClientAddress.LOCAL,
            "GET",
            "/users?limit=5?x",
            Content.NONE);
    assertThat(request.path()).isEqualTo("/users");
    assertThat(request.query()).isEqualTo("limit=5?x");
    assertThat(request.origin().actor()).hasToString("socket:uid=7");
    assertThat(request.origin().source()).isEqualTo("local");
    assertThat(request.origin().requestId()).isEqualTo("01JABC");
  }

  @Test
  void trap44And51TheChallengeIsOneSchemeWithAFixedRealm() {
    assertThat(new Challenge("registrymanager").header())
        .isEqualTo("Basic realm=\"registrymanager\", charset=\"UTF-8\"");
  }

  @Test
  void aBodyIsNotPrinted() {
    assertThat(Content.text("text/plain", "hunter2")).hasToString("Content[text/plain, 7 bytes]");
  }
}
