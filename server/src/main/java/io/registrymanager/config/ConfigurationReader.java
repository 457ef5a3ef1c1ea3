package io.registrymanager.config;

import io.registrymanager.setting.ListText;
import io.registrymanager.setting.Setting;
import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Value;
import io.registrymanager.setting.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lays the sources over one another and holds what comes out against the table. Used once. */
final class ConfigurationReader {
  private final SettingTable table;
  private final Findings findings = new Findings();
  private final Map<String, Given> effective = new LinkedHashMap<>();

  ConfigurationReader(SettingTable table) {
    this.table = table;
  }

  Configuration read(Sources sources) {
    sources.file().ifPresent(file -> lay(new YamlReader(table, findings).read(file)));
    lay(new EnvironmentReader(table, findings).read(sources.environment()));
    lay(AssignmentReader.read(sources.assignments(), table, findings));
    List<Value> values = new ArrayList<>();
    for (Setting<?> setting : table.settings()) {
      given(setting).flatMap(given -> valid(setting, given)).ifPresent(values::add);
    }
    return findings.problems().isEmpty()
        ? new Configuration.Valid(new Values(table, values), findings.warnings())
        : new Configuration.Invalid(findings.problems(), findings.warnings());
  }

  private void lay(List<Given> layer) {
    for (Given given : layer) {
      if (table.keys().contains(given.key())) {
        effective.put(given.key(), given);
      } else {
        findings.unknown(given.source(), given.key(), table);
      }
    }
  }

  private Optional<Given> given(Setting<?> setting) {
    Optional<Given> itself = Optional.ofNullable(effective.get(setting.key()));
    Optional<Given> file =
        Optional.ofNullable(effective.get(setting.key() + SettingTable.FILE_SUFFIX))
            .filter(_ -> setting.isSecret());
    if (file.isEmpty()) {
      return itself;
    }
    if (itself.isPresent()) {
      findings.problem(
          file.get().source(),
          file.get().key() + " is given beside " + setting.key() + " itself; one must go");
      return Optional.empty();
    }
    return new SecretFile(findings).read(file.get(), setting.key());
  }

  private Optional<Value> valid(Setting<?> setting, Given given) {
    Optional<Given> plain = setting.isList() ? withoutBrackets(setting, given) : Optional.of(given);
    Optional<String> refusal =
        plain.isPresent()
            ? setting.refusal(plain.get().text())
            : Optional.of(
                setting.isStructured()
                    ? "a JSON list of objects"
                    : "values separated by commas, or a JSON list of texts");
    refusal.ifPresent(expected -> findings.refused(given, setting, expected));
    return plain
        .filter(_ -> refusal.isEmpty())
        .map(good -> new Value(setting, Optional.of(good.text()), good.source()));
  }

  private static String text(Setting<?> setting, JsonNode node) {
    return setting.isStructured() && node.isObject() ? node.toString() : node.asString();
  }

  /** Turns a JSON list, which the command line and the environment may give, into the text form. */
  private static Optional<Given> withoutBrackets(Setting<?> setting, Given given) {
    if (!given.text().startsWith("[")) {
      return Optional.of(given);
    }
    try {
      JsonNode list = new JsonMapper().readTree(given.text());
      List<String> items = list.valueStream().map(node -> text(setting, node)).toList();
      return Optional.of(new Given(given.key(), ListText.join(items), given.source()));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
