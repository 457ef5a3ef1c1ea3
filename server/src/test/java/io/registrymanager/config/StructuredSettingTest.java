package io.registrymanager.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.setting.Setting;
import io.registrymanager.setting.SettingTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists whose values have fields. */
class StructuredSettingTest {
  private static final Setting<List<String>> RULES =
      Setting.structures("rules", "{name, grants}", StructuredSettingTest::rule, "Some rules.");
  private static final Setting<List<String>> WORDS =
      Setting.list("words", "text", text -> text, "Some words.");
  private static final SettingTable TABLE = new SettingTable(List.of(RULES, WORDS));

  @TempDir Path folder;

  private static String rule(String json) {
    if (!json.startsWith("{")) {
      throw new IllegalArgumentException("an object");
    }
    return json;
  }

  private Configuration yaml(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("settings.yaml"), text);
    return Configuration.read(TABLE, new Sources(Optional.of(file), Map.of(), List.of()));
  }

  private static List<String> rules(Configuration configuration) {
    assertThat(configuration).isInstanceOf(Configuration.Valid.class);
    return ((Configuration.Valid) configuration).values().get(RULES);
  }

  private static List<String> problems(Configuration configuration) {
    assertThat(configuration).isInstanceOf(Configuration.Invalid.class);
    return ((Configuration.Invalid) configuration).problems();
  }

  @Test
  void yamlMappingsBecomeObjectsWithPlainValuesAsTheyAreWritten() throws IOException {
    Configuration read =
        yaml(
            """
            rules:
              - name: 0755, or so
                grants: [a, b]
              - {name: "two", more: {deep: true}}
            """);
    assertThat(rules(read))
        .containsExactly(
            "{\"name\":\"0755, or so\",\"grants\":[\"a\",\"b\"]}",
            "{\"name\":\"two\",\"more\":{\"deep\":\"true\"}}");
  }

  @Test
  void theCommandLineAndTheEnvironmentGiveJson() {
    String json = "[{\"name\":\"CN=a\\\\,b,DC=c\",\"grants\":[\"x\"]}]";
    String expected = "{\"name\":\"CN=a\\\\,b,DC=c\",\"grants\":[\"x\"]}";
    Sources environment =
        new Sources(Optional.empty(), Map.of("REGISTRYMANAGER_RULES", json), List.of());
    Sources commandLine = new Sources(Optional.empty(), Map.of(), List.of("rules=" + json));
    assertThat(rules(Configuration.read(TABLE, environment))).containsExactly(expected);
    assertThat(rules(Configuration.read(TABLE, commandLine))).containsExactly(expected);
  }

  @Test
  void anAliasOrAFieldTwiceInsideIsRefused() throws IOException {
    assertThat(problems(yaml("rules:\n  - &r {name: a}\n  - {name: b, again: *r}\n")).getFirst())
        .contains("rules holds an alias or a field twice");
    assertThat(problems(yaml("rules:\n  - {name: a, name: b}\n")).getFirst())
        .contains("settings.yaml:2");
  }

  @Test
  void aListOfPlainValuesTakesNoObjects() throws IOException {
    assertThat(problems(yaml("words:\n  - {name: a}\n")).getFirst())
        .contains("words may hold plain values only");
    assertThat(problems(yaml("rules: [a]\n")).getFirst()).contains("rules must be an object");
    assertThat(
            problems(
                    Configuration.read(
                        TABLE,
                        new Sources(Optional.empty(), Map.of(), List.of("rules=[{\"name\":"))))
                .getFirst())
        .contains("a JSON list of objects");
  }
}
