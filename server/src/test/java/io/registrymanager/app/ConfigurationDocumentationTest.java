package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.setting.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of settings in the documentation is the table of settings, both ways. */
class ConfigurationDocumentationTest {
  private static final Path PAGE = Path.of("../docs/configuration.md");

  @Test
  void theDocumentedSettingsAreTheSettings() throws IOException {
    List<String> expected =
        Settings.table().settings().stream()
            .map(ConfigurationDocumentationTest::row)
            .sorted()
            .toList();
    List<String> documented =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")).toList();
    assertThat(documented)
        .as("the rows of %s should be%n%s%n", PAGE, String.join("\n", expected))
        .containsExactlyElementsOf(expected);
  }

  private static String row(Setting<?> setting) {
    String fallback =
        setting
            .fallback()
            .map(text -> text.isEmpty() ? "empty" : "`" + text + "`")
            .orElse(setting.isRequired() ? "**required**" : "-");
    return "| `%s` | %s | %s | %s |"
        .formatted(setting.key(), setting.type(), fallback, setting.description());
  }
}
