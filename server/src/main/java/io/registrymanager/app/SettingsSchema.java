package io.registrymanager.app;

import io.registrymanager.setting.Setting;
import io.registrymanager.setting.SettingTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The settings file as JSON Schema, for editors: what can be written, nested or dotted, and how. It
 * refuses nothing that the program takes; the program refuses more.
 */
final class SettingsSchema {
  private final SettingTable table;

  SettingsSchema(SettingTable table) {
    this.table = table;
  }

  Map<String, Object> document() {
    SequencedMap<String, Object> values = new LinkedHashMap<>();
    for (Setting<?> setting : table.settings()) {
      values.put(setting.key(), value(setting));
      if (setting.isSecret()) {
        values.put(setting.key() + SettingTable.FILE_SUFFIX, file(setting));
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.put("title", "Settings of registrymanager");
    document.putAll(section(values));
    return document;
  }

  /** Every key as it is, and the first part of it as a section of its own. */
  private static Map<String, Object> section(SequencedMap<String, Object> values) {
    Map<String, Object> properties = new LinkedHashMap<>(values);
    SequencedMap<String, SequencedMap<String, Object>> sections = new LinkedHashMap<>();
    values.forEach(
        (key, schema) -> {
          int dot = key.indexOf('.');
          if (dot > 0) {
            sections
                .computeIfAbsent(key.substring(0, dot), _ -> new LinkedHashMap<>())
                .put(key.substring(dot + 1), schema);
          }
        });
    sections.forEach((name, inside) -> properties.put(name, section(inside)));
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("type", "object");
    section.put("additionalProperties", false);
    section.put("properties", properties);
    return section;
  }

  private static Map<String, Object> file(Setting<?> setting) {
    return Map.of(
        "type", "string", "description", "A file that holds it: " + setting.description());
  }

  private static Map<String, Object> value(Setting<?> setting) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", setting.description());
    setting.fallback().ifPresent(text -> schema.put("default", text));
    if (setting.isList()) {
      schema.put("type", List.of("array", "string"));
      schema.put("items", Map.of("type", List.of("string", "number", "boolean")));
      return schema;
    }
    if (setting.isSecret()) {
      schema.put("writeOnly", true);
    }
    schema.putAll(type(setting));
    return schema;
  }

  /** Values are taken as they are written, so numbers and texts are often the same. */
  private static Map<String, Object> type(Setting<?> setting) {
    return switch (setting.type()) {
      case "port" ->
          Map.of(
              "type",
              List.of("integer", "string"),
              "minimum",
              0,
              "maximum",
              65_535,
              "pattern",
              "^[0-9]{1,5}$");
      case "number" -> Map.of("type", List.of("integer", "string"), "pattern", "^[+-]?[0-9]+$");
      case "duration" -> Map.of("type", "string", "pattern", "^[0-9]{1,12}(ms|s|m|h|d)$");
      case "size" ->
          Map.of(
              "type",
              List.of("integer", "string"),
              "minimum",
              0,
              "pattern",
              "^[0-9]{1,12}(B|KiB|MiB|GiB|TiB)?$");
      case "true or false" -> Map.of("enum", List.of(true, false, "true", "false"));
      default -> choices(setting);
    };
  }

  private static Map<String, Object> choices(Setting<?> setting) {
    List<String> words = Stream.of(setting.type().split(", ", -1)).toList();
    boolean closed =
        words.size() > 1 && words.stream().allMatch(word -> setting.refusal(word).isEmpty());
    return closed ? Map.of("enum", words) : Map.of("type", List.of("string", "number", "boolean"));
  }
}
