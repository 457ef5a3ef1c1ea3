package io.registrymanager.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The one way JSON is read and written at endpoints. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** What was to be read is not JSON; for rooms that do not know the library. */
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Malformed(JacksonException cause) {
      super("not JSON", cause);
    }
  }

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private Json() {}

  /** Maps, lists, texts, numbers and booleans as JSON in UTF-8. */
  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /**
   * Reads a whole JSON object into maps, lists, texts, numbers and booleans.
   *
   * @throws JacksonException if it is not one JSON object
   */
  public static Map<String, Object> object(byte[] bytes) {
    return MAPPER.readValue(bytes, OBJECT);
  }

  /** The same; nothing if it is not one JSON object. */
  public static Optional<Map<String, Object>> findObject(byte[] bytes) {
    try {
      return Optional.of(object(bytes));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /**
   * Reads a whole JSON document; a key given twice is an error.
   *
   * @throws JacksonException if it is not one JSON value
   */
  public static JsonNode read(byte[] bytes) {
    return MAPPER.readTree(bytes);
  }

  /**
   * The texts of one array in a JSON object, which may be large: the rest is not kept. A {@code
   * null} in its place is an empty array.
   *
   * @return nothing if there is no such array, or something else than texts in it
   * @throws Malformed if it is not JSON
   */
  public static Optional<List<String>> texts(byte[] bytes, String field) {
    try (JsonParser parser = MAPPER.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean wanted = parser.currentName().equals(field);
        JsonToken value = parser.nextToken();
        if (wanted) {
          return value == JsonToken.VALUE_NULL ? Optional.of(List.of()) : texts(parser, value);
        }
        parser.skipChildren();
      }
      return Optional.empty();
    } catch (JacksonException e) {
      throw new Malformed(e);
    }
  }

  private static Optional<List<String>> texts(JsonParser parser, JsonToken begin) {
    if (begin != JsonToken.START_ARRAY) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    JsonToken next = parser.nextToken();
    while (next == JsonToken.VALUE_STRING) {
      texts.add(parser.getString());
      next = parser.nextToken();
    }
    return next == JsonToken.END_ARRAY ? Optional.of(texts) : Optional.empty();
  }
}
