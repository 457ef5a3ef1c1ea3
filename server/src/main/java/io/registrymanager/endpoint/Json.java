package io.registrymanager.endpoint;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The one way JSON is read and written at endpoints. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

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

  /**
   * Reads a whole JSON document; a key given twice is an error.
   *
   * @throws JacksonException if it is not one JSON value
   */
  public static JsonNode read(byte[] bytes) {
    return MAPPER.readTree(bytes);
  }
}
