package io.registrymanager.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the document says, with its references followed. */
final class OpenApiDocument {
  private final JsonNode root;

  /** One answer: its media type, or an empty text, and its headers. */
  record Answer(String type, SortedSet<String> headers) {}

  /** One operation, such as {@code GET /user}. */
  record Operation(
      String id,
      SortedSet<String> parameters,
      SortedSet<String> headers,
      NavigableMap<Integer, Answer> answers,
      Access access) {}

  /** Whom an operation is for. */
  enum Access {
    ANYONE,
    USERS,
    WHOEVER_HAS_THE_SECRET
  }

  OpenApiDocument(String text) {
    root = new YAMLMapper().readTree(text);
  }

  static OpenApiDocument shipped() {
    return new OpenApiDocument(Resource.text("openapi.yaml"));
  }

  List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        String id = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
        all.add(operation(id, method.getValue()));
      }
    }
    return all;
  }

  List<String> values(String schema) {
    return root.at("/components/schemas/" + schema + "/enum")
        .valueStream()
        .map(JsonNode::stringValue)
        .toList();
  }

  private Operation operation(String id, JsonNode node) {
    SortedSet<String> parameters = new TreeSet<>();
    SortedSet<String> headers = new TreeSet<>();
    for (JsonNode each : node.path("parameters")) {
      JsonNode parameter = resolved(each);
      String name = parameter.get("name").stringValue();
      switch (parameter.get("in").stringValue()) {
        case "query" -> parameters.add(name);
        case "header" -> headers.add(name);
        default -> {}
      }
    }
    for (JsonNode content : node.at("/requestBody/content")) {
      parameters.addAll(resolved(content.get("schema")).get("properties").propertyNames());
    }
    NavigableMap<Integer, Answer> answers = new TreeMap<>();
    node.get("responses")
        .properties()
        .forEach(
            entry ->
                answers.put(Integer.valueOf(entry.getKey()), answer(resolved(entry.getValue()))));
    return new Operation(id, parameters, headers, answers, access(node));
  }

  private static Access access(JsonNode node) {
    if (!node.has("security")) {
      return Access.USERS;
    }
    return node.get("security").isEmpty() ? Access.ANYONE : Access.WHOEVER_HAS_THE_SECRET;
  }

  private static Answer answer(JsonNode node) {
    Optional<String> type = node.path("content").propertyNames().stream().findFirst();
    return new Answer(type.orElse(""), new TreeSet<>(node.path("headers").propertyNames()));
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? root.at(node.get("$ref").stringValue().substring(1)) : node;
  }
}
