package io.registrymanager.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.registrymanager.endpoint.ParameterValue.Bad;
import io.registrymanager.endpoint.ParameterValue.Text;
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

/** Takes the parameters of a request out of its query and its body, which wins. Used once. */
final class ParameterReader {
  private static final Problem UNSUPPORTED =
      Problem.of(
          415,
          "unsupported-media-type",
          "The body has a type that is not read here",
          "Send application/json, application/x-www-form-urlencoded or multipart/form-data, in"
              + " UTF-8, and say so in Content-Type.");

  private final Collection<String> known;
  private final Map<String, ParameterValue> values = new HashMap<>();
  private final List<FieldError> errors = new ArrayList<>();
  private Optional<Problem> unreadable = Optional.empty();

  private ParameterReader(Collection<String> known) {
    this.known = known;
  }

  static ParameterReader read(EndpointRequest request, Collection<String> known) {
    ParameterReader reader = new ParameterReader(known);
    reader.readPairs(request.query(), "query");
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

  /** Pairs as in a query; {@code place} is what to name where not even a name can be read. */
  private void readPairs(String text, String place) {
    Set<String> seen = new HashSet<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      Optional<String> name = QueryString.decode(equals < 0 ? pair : pair.substring(0, equals));
      Optional<String> value = QueryString.decode(equals < 0 ? "" : pair.substring(equals + 1));
      if (pair.isEmpty()) {
        continue;
      }
      if (name.isEmpty()) {
        errors.add(new FieldError(place, "is not properly encoded"));
      } else {
        putOnce(seen, name.get(), value, "is not properly encoded");
      }
    }
  }

  private void readContent(EndpointRequest request) {
    if (request.method().equals("GET") || request.method().equals("HEAD")) {
      errors.add(new FieldError("body", "is not allowed with " + request.method()));
      return;
    }
    byte[] body = request.content().bytes();
    Optional<FieldValue> type = FieldValue.parse(request.content().type());
    switch (type.filter(ParameterReader::isUtf8).map(FieldValue::word).orElse("")) {
      case "application/json" -> readJson(body);
      // A byte beyond ASCII has no place in this form; it is refused as wrongly encoded.
      case "application/x-www-form-urlencoded" -> readPairs(new String(body, ISO_8859_1), "body");
      case "multipart/form-data" -> readMultipart(type.orElseThrow(), body);
      default -> unreadable = Optional.of(UNSUPPORTED);
    }
  }

  private static boolean isUtf8(FieldValue type) {
    return type.parameter("charset").orElse("utf-8").equalsIgnoreCase("utf-8");
  }

  private void readMultipart(FieldValue type, byte[] body) {
    Optional<List<MultipartForm.Field>> fields =
        MultipartForm.parse(type.parameter("boundary").orElse(""), body);
    if (fields.isEmpty()) {
      errors.add(new FieldError("body", "is not a well-formed multipart form"));
      return;
    }
    Set<String> seen = new HashSet<>();
    for (MultipartForm.Field field : fields.get()) {
      putOnce(seen, field.name(), field.text(), "must be text in UTF-8, and no file");
    }
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
      return new Text(node.stringValue());
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
    return new Bad();
  }

  /** A name given twice in one place is read by every program in another way. */
  private void putOnce(Set<String> seen, String name, Optional<String> value, String otherwise) {
    if (!seen.add(name)) {
      errors.add(new FieldError(name, "is given twice"));
    } else if (value.isEmpty() && known.contains(name)) {
      errors.add(new FieldError(name, otherwise));
      values.put(name, new Bad());
    } else {
      put(name, value.<ParameterValue>map(Text::new).orElseGet(Bad::new));
    }
  }

  private void put(String name, ParameterValue value) {
    if (known.contains(name)) {
      values.put(name, value);
    } else {
      errors.add(new FieldError(name, "is no parameter of this request, which takes " + taken()));
    }
  }

  private String taken() {
    return known.isEmpty() ? "none" : String.join(", ", known);
  }
}
