package io.registrymanager.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * One value of a list that has fields, turned into the JSON object its setting reads. Plain values
 * stay as they are written, like everywhere in the file.
 */
final class YamlStructure {
  private final JsonParser parser;
  private boolean refused;

  YamlStructure(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads on to the end of it; nothing if it holds what is not read anywhere. */
  Optional<String> read() {
    Map<String, Object> fields = object();
    return refused ? Optional.empty() : Optional.of(new JsonMapper().writeValueAsString(fields));
  }

  private Map<String, Object> object() {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      Object value = value(token); // which may refuse by itself
      refused |= fields.put(name, value) != null;
    }
    return fields;
  }

  private Object value(JsonToken token) {
    refused |= parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> list();
      case VALUE_NULL -> "";
      default -> parser.getString();
    };
  }

  private List<Object> list() {
    List<Object> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token));
    }
    return items;
  }
}
