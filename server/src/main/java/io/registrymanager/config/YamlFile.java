package io.registrymanager.config;

import io.registrymanager.setting.ListText;
import io.registrymanager.setting.Setting;
import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * One YAML document of settings, with nested or dotted keys. It is read token by token, not into a
 * tree: so every value keeps its line, a key given twice is seen, and an alias is never expanded,
 * however many others it names. Values are taken as they are written, so {@code 0755} stays what it
 * is.
 */
final class YamlFile {
  private final String name;
  private final JsonParser parser;
  private final SettingTable table;
  private final Findings findings;
  private final List<Given> given = new ArrayList<>();
  private final Map<String, Integer> lineOfKey = new HashMap<>();

  YamlFile(String name, JsonParser parser, SettingTable table, Findings findings) {
    this.name = name;
    this.parser = parser;
    this.table = table;
    this.findings = findings;
  }

  List<Given> read() {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return given;
    }
    if (first != JsonToken.START_OBJECT) {
      findings.problem(here(), "settings are written key: value");
      return given;
    }
    section("");
    if (parser.nextToken() != null) {
      findings.problem(here(), "only one document is read");
    }
    return given;
  }

  private void section(String prefix) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = prefix + parser.currentName();
      Source source = here();
      Integer before = lineOfKey.putIfAbsent(key, parser.currentTokenLocation().getLineNr());
      JsonToken token = parser.nextToken();
      if (before != null) {
        findings.problem(source, key + " was given before, in line " + before);
        parser.skipChildren();
      } else if (isAlias()) {
        findings.problem(source, key + " is an alias, which is not read");
        parser.skipChildren();
      } else {
        value(key, source, token);
      }
    }
  }

  private void value(String key, Source source, @Nullable JsonToken token) {
    if (token == JsonToken.START_OBJECT) {
      if (table.isSection(key)) {
        section(key + ".");
      } else {
        noSection(key, source);
      }
    } else if (token == JsonToken.START_ARRAY) {
      list(key, source);
    } else if (token != JsonToken.VALUE_NULL) {
      given.add(new Given(key, parser.getString(), source));
    } else if (!table.isSection(key)) {
      findings.problem(source, key + " has no value; give it one or remove the line");
    }
  }

  private void noSection(String key, Source source) {
    parser.skipChildren();
    if (table.keys().contains(key)) {
      findings.problem(source, key + " is one value and has no settings below it");
    } else {
      findings.unknown(source, key, table);
    }
  }

  private void list(String key, Source source) {
    List<String> items = new ArrayList<>();
    boolean structured = table.find(key).filter(Setting::isStructured).isPresent();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (structured && parser.currentToken() == JsonToken.START_OBJECT) {
        new YamlStructure(parser).read().ifPresentOrElse(items::add, () -> noStructure(key));
      } else if (!parser.currentToken().isScalarValue() || isAlias()) {
        findings.problem(here(), key + " may hold plain values only");
        parser.skipChildren();
      } else {
        items.add(parser.getString());
      }
    }
    if (table.find(key).filter(setting -> !setting.isList()).isPresent()) {
      findings.problem(source, key + " is one value, not a list");
    } else {
      given.add(new Given(key, ListText.join(items), source));
    }
  }

  private void noStructure(String key) {
    findings.problem(here(), key + " holds an alias or a field twice, which is not read");
  }

  private boolean isAlias() {
    return parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
  }

  private Source here() {
    return new Source(name + ":" + parser.currentTokenLocation().getLineNr());
  }
}
