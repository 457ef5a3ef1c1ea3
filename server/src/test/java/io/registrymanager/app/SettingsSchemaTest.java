package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.endpoint.Json;
import io.registrymanager.setting.Setting;
import io.registrymanager.setting.SettingTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SettingsSchemaTest {
  private enum Colour {
    RED,
    DARK_BLUE
  }

  private final SettingTable table = Settings.table();
  private final JsonNode schema = Json.read(Json.bytes(new SettingsSchema(table).document()));

  @Test
  void theCommandPrintsIt() {
    Shell shell = new Shell();
    assertThat(shell.run("config", "schema")).isZero();
    JsonNode printed = Json.read(shell.out().getBytes(StandardCharsets.UTF_8));
    assertThat(printed.path("properties").has("test.token")).isTrue();
    assertThat(printed.path("$schema").asString()).contains("2020-12");
  }

  @Test
  void everySettingIsThereNestedAndDottedAndNothingElse() {
    Set<String> keys = new TreeSet<>(table.keys());
    for (String key : keys) {
      assertThat(schema.path("properties").has(key)).as(key).isTrue();
      assertThat(at(key).has("description")).as(key).isTrue();
    }
    assertThat(leaves(schema, "")).isEqualTo(keys);
    assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
    assertThat(
            schema.path("properties").path("listen").path("additionalProperties").asBoolean(true))
        .isFalse();
  }

  @Test
  void everyDefaultIsAValueOfItsOwnSchema() {
    for (Setting<?> setting : table.settings()) {
      JsonNode own = at(setting.key());
      setting
          .fallback()
          .ifPresent(text -> assertThat(admits(own, text)).as(setting.key()).isTrue());
      assertThat(own.path("default").asString("")).isEqualTo(setting.fallback().orElse(""));
    }
  }

  @Test
  void typesAreTold() {
    assertThat(admits(at("listen.port"), "65536x")).isFalse();
    assertThat(at("listen.port").path("maximum").asInt()).isEqualTo(65_535);
    assertThat(admits(at("audit.retention"), "400")).isFalse();
    assertThat(admits(at("audit.retention"), "5m")).isTrue();
    assertThat(at("admin.password").path("writeOnly").asBoolean()).isTrue();
    assertThat(at("admin.password-file").path("type").asString()).isEqualTo("string");
    JsonNode other =
        Json.read(
            Json.bytes(
                new SettingsSchema(
                        new SettingTable(
                            List.of(
                                Setting.choice("colour", Colour.class, "One."),
                                Setting.list("many", "text", text -> text, "Some."))))
                    .document()));
    assertThat(other.path("properties").path("colour").path("enum").toString())
        .isEqualTo("[\"red\",\"dark-blue\"]");
    assertThat(other.path("properties").path("many").path("type").toString())
        .isEqualTo("[\"array\",\"string\"]");
  }

  /** The schema of a key, reached part by part. */
  private JsonNode at(String key) {
    JsonNode found = schema;
    for (String part : key.split("\\.", -1)) {
      found = found.path("properties").path(part);
    }
    return found;
  }

  private static Set<String> leaves(JsonNode section, String prefix) {
    Set<String> keys = new TreeSet<>();
    section
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String key = prefix + property.getKey();
              if (property.getValue().has("properties")) {
                keys.addAll(leaves(property.getValue(), key + "."));
              } else {
                keys.add(key);
              }
            });
    return keys;
  }

  private static boolean admits(JsonNode schema, String text) {
    boolean listed =
        !schema.has("enum")
            || schema.path("enum").valueStream().anyMatch(word -> word.asString("").equals(text));
    return listed && Pattern.compile(schema.path("pattern").asString(".*")).matcher(text).find();
  }
}
