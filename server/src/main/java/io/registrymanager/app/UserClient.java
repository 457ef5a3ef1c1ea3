package io.registrymanager.app;

import io.registrymanager.endpoint.Json;
import io.registrymanager.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import tools.jackson.databind.JsonNode;

/** The user routes as methods; a refusal is a {@link CommandFailure} with the server's words. */
final class UserClient {
  private static final int PAGE = 50;

  private final AdminApi api;

  UserClient(AdminApi api) {
    this.api = api;
  }

  JsonNode add(String name, Secret password, boolean administrator, List<String> grants) {
    return send(
            "POST",
            "/user",
            Map.of(
                "username", name,
                "password", password.revealText(),
                "admin", administrator,
                "namespaces", grants))
        .json();
  }

  /** Makes a user of the directory, by its short or its principal name there. */
  JsonNode addFromDirectory(String name, boolean administrator, List<String> grants) {
    return send(
            "POST",
            "/user",
            Map.of("username", name, "ad", true, "admin", administrator, "namespaces", grants))
        .json();
  }

  /** From now on the directory knows the password. */
  JsonNode moveToDirectory(String name) {
    return send("PATCH", "/user", Map.of("username", name, "ad", true)).json();
  }

  /** From now on the password is kept here. */
  JsonNode moveHere(String name, Secret password) {
    return send(
            "PATCH",
            "/user",
            Map.of("username", name, "ad", false, "password", password.revealText()))
        .json();
  }

  JsonNode find(String name) {
    return get("/user?username=" + encode(name));
  }

  List<JsonNode> list() {
    List<JsonNode> all = new ArrayList<>();
    List<JsonNode> page;
    do {
      String after =
          all.isEmpty() ? "" : "&after=" + encode(all.getLast().path("username").asString(""));
      page = get("/users?limit=" + PAGE + after).valueStream().toList();
      all.addAll(page);
    } while (page.size() == PAGE);
    return all;
  }

  void password(String name, Secret password) {
    send("POST", "/user/password", Map.of("username", name, "password", password.revealText()));
  }

  JsonNode namespaces(String name, SequencedSet<String> grants) {
    return send("POST", "/user/namespaces", Map.of("username", name, "namespaces", grants)).json();
  }

  JsonNode enabled(String name, boolean enabled) {
    return send("PATCH", "/user", Map.of("username", name, "enabled", enabled)).json();
  }

  void delete(String name) {
    checked(api.send("DELETE", "/user?username=" + encode(name), Optional.empty()));
  }

  private JsonNode get(String target) {
    return checked(api.send("GET", target, Optional.empty())).json();
  }

  private AdminResponse send(String method, String target, Map<String, Object> body) {
    return checked(api.send(method, target, Optional.of(Json.bytes(body))));
  }

  private static AdminResponse checked(AdminResponse response) {
    if (!response.isSuccess()) {
      throw response.failure();
    }
    return response;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
