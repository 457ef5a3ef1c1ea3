package io.registrymanager.users;

import io.registrymanager.endpoint.Content;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.Json;
import io.registrymanager.endpoint.Problem;
import io.registrymanager.endpoint.Problem.FieldError;
import io.registrymanager.oci.QueryString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Takes the parameters of a request out of its query and its JSON body. Used once. */
final class ParameterReader {
  private final Collection<String> known;
  private final Map<String, ParameterValue> values = new HashMap<>();
  private final List<FieldError> errors = new ArrayList<>();
  private Optional<Problem> unreadable = Optional.empty();

  private ParameterReader(Collection<String> known) {
    this.known = known;
  }

  static ParameterReader read(EndpointRequest request, Collection<String> known) {
    ParameterReader reader = new ParameterReader(known);
    reader.readQuery(request.query());
    if (!request.content().isEmpty()) {
      reader.readContent(request);
    }
    return reader;
  }

  Map<String, ParameterValue> values() {
    return values;
  }

  List<FieldError> errors() {
    return errors;
  }

  /** Set if there is a body that cannot be read at all. */
  Optional<Problem> unreadable() {
    return unreadable;
  }

  private void readQuery(String query) {
    Set<String> seen = new HashSet<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      Optional<String> name = QueryString.decode(equals < 0 ? pair : pair.substring(0, equals));
      Optional<String> value = QueryString.decode(equals < 0 ? "" : pair.substring(equals + 1));
      if (pair.isEmpty()) {
        continue;
      }
      if (name.isEmpty() || value.isEmpty()) {
        errors.add(new FieldError(name.orElse("query"), "is not properly encoded"));
        name.filter(known::contains).ifPresent(key -> values.put(key, new ParameterValue.Bad()));
      } else if (!seen.add(name.get())) {
        errors.add(new FieldError(name.get(), "is given twice"));
      } else {
        put(name.get(), new ParameterValue.Text(value.get()));
      }
    }
  }

  private void readContent(EndpointRequest request) {
    if (request.method().equals("GET") || request.method().equals("HEAD")) {
      errors.add(new FieldError("body", "is not allowed with " + request.method()));
    } else if (!isJson(request.content())) {
      unreadable =
          Optional.of(
              Problem.of(
                  415,
                  "unsupported-media-type",
                  "The body has a type that is not read here",
                  "Send a JSON object with Content-Type: application/json."));
    } else {
      readJson(request.content().bytes());
    }
  }

  private static boolean isJson(Content content) {
    String type = content.type().toLowerCase(Locale.ROOT);
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().equals("application/json");
  }

  private void readJson(byte[] body) {
    JsonNode root;
    try {
      root = Json.read(body);
    } catch (JacksonException e) {
      // Its message quotes the body, and with it a password.
      errors.add(new FieldError("body", "is not well-formed JSON, or gives a key twice"));
      return;
    }
    if (!root.isObject()) {
      errors.add(new FieldError("body", "must be a JSON object"));
      return;
    }
    root.properties()
        .forEach(entry -> put(entry.getKey(), value(entry.getKey(), entry.getValue())));
  }

  private ParameterValue value(String name, JsonNode node) {
    if (node.isString()) {
      return new ParameterValue.Text(node.stringValue());
    }
    if (node.isBoolean()) {
      return new ParameterValue.Flag(node.booleanValue());
    }
    if (node.isArray() && node.valueStream().allMatch(JsonNode::isString)) {
      return new ParameterValue.Texts(node.valueStream().map(JsonNode::stringValue).toList());
    }
    if (known.contains(name)) {
      String type = node.getNodeType().name().toLowerCase(Locale.ROOT);
      errors.add(new FieldError(name, "must not be of the JSON type " + type));
    }
    return new ParameterValue.Bad();
  }

  private void put(String name, ParameterValue value) {
    if (known.contains(name)) {
      values.put(name, value);
    } else {
      errors.add(new FieldError(name, "is no parameter of this request"));
    }
  }
}
