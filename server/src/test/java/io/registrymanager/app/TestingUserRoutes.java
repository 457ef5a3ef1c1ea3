package io.registrymanager.app;

import io.registrymanager.endpoint.AccessRule;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Json;
import io.registrymanager.endpoint.Problem;
import io.registrymanager.endpoint.Problem.FieldError;
import io.registrymanager.endpoint.Route;
import io.registrymanager.endpoint.RouteTable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/** The user routes on a map, with the answers the real ones give. */
final class TestingUserRoutes {
  final TreeMap<String, Map<String, Object>> users = new TreeMap<>();
  final Map<String, String> passwords = new LinkedHashMap<>();
  final List<EndpointRequest> requests = new ArrayList<>();

  RouteTable table() {
    return new RouteTable(
        List.of(
            route("GET", "/user", (request, _) -> found(request, name(request))),
            route("GET", "/users", (request, _) -> page(request)),
            route("POST", "/user", this::create),
            route(
                "PATCH",
                "/user",
                (request, body) -> change(request, body, body.has("ad") ? "ad" : "enabled")),
            route("DELETE", "/user", (request, _) -> delete(request)),
            route("POST", "/user/password", this::password),
            route(
                "POST",
                "/user/namespaces",
                (request, body) -> change(request, body, "namespaces"))));
  }

  Map<String, Object> put(String name, String... grants) {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("username", name);
    user.put("ad", false);
    user.put("admin", false);
    user.put("namespaces", List.of(grants));
    user.put("enabled", true);
    user.put("created_at", "2026-01-01T00:00:00Z");
    user.put("updated_at", "2026-01-02T00:00:00Z");
    users.put(name, user);
    return user;
  }

  private Route route(
      String method, String path, BiFunction<EndpointRequest, JsonNode, EndpointResponse> handler) {
    return new Route(
        method,
        path,
        new AccessRule.Administrator(),
        request -> {
          requests.add(request);
          byte[] body =
              request.content().isEmpty() ? Json.bytes(Map.of()) : request.content().bytes();
          return handler.apply(request, Json.read(body));
        });
  }

  private EndpointResponse create(EndpointRequest request, JsonNode body) {
    String name = body.path("username").asString();
    if (name.equals("root")) {
      return Problem.of(403, "forbidden", "Not allowed", "That is not for you.")
          .response(request.id());
    }
    if (body.path("ad").asBoolean(false)) {
      Map<String, Object> user =
          put(name.replaceFirst("@.*", ""), texts(body.path("namespaces")).toArray(String[]::new));
      user.put("ad", true);
      return EndpointResponse.json(201, user);
    }
    if (body.path("password").asString().length() < 8) {
      FieldError error = new FieldError("password", "must have at least 8 characters");
      return new Problem(400, "invalid", "Invalid", "Something is wrong.", List.of(error))
          .response(request.id());
    }
    if (users.containsKey(name)) {
      return Problem.of(409, "name-taken", "Taken", "There is a user of that name already.")
          .response(request.id());
    }
    Map<String, Object> user = put(name, texts(body.path("namespaces")).toArray(String[]::new));
    user.put("admin", body.path("admin").asBoolean());
    passwords.put(name, body.path("password").asString());
    return EndpointResponse.json(201, user);
  }

  private EndpointResponse change(EndpointRequest request, JsonNode body, String field) {
    String name = body.path("username").asString();
    Map<String, Object> user = users.getOrDefault(name, new LinkedHashMap<>());
    JsonNode value = body.path(field);
    if (body.has("password")) {
      passwords.put(name, body.path("password").asString());
    }
    user.put(field, value.isArray() ? texts(value) : (Object) value.asBoolean());
    return found(request, name);
  }

  private EndpointResponse delete(EndpointRequest request) {
    EndpointResponse found = found(request, name(request));
    return users.remove(name(request)) == null ? found : EndpointResponse.empty(204);
  }

  private EndpointResponse password(EndpointRequest request, JsonNode body) {
    String name = body.path("username").asString();
    passwords.put(name, body.path("password").asString());
    return users.containsKey(name) ? EndpointResponse.empty(204) : found(request, name);
  }

  private EndpointResponse page(EndpointRequest request) {
    String after = parameter(request, "after").orElse("");
    int limit = Integer.parseInt(parameter(request, "limit").orElse("50"));
    return EndpointResponse.json(
        200, users.tailMap(after, false).values().stream().limit(limit).toList());
  }

  private EndpointResponse found(EndpointRequest request, String name) {
    return users.containsKey(name)
        ? EndpointResponse.json(200, users.getOrDefault(name, Map.of()))
        : Problem.of(404, "unknown-user", "No such user", "There is no user of that name.")
            .response(request.id());
  }

  private static String name(EndpointRequest request) {
    return parameter(request, "username").orElse("");
  }

  private static Optional<String> parameter(EndpointRequest request, String name) {
    return Arrays.stream(request.query().split("&", -1))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
        .findFirst();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }
}
