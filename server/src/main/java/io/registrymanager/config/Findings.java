package io.registrymanager.config;

import io.registrymanager.setting.Setting;
import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Source;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that everything can be said at once. Not thread-safe. */
final class Findings {
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  void problem(Source source, String sentence) {
    problems.add(source + ": " + sentence);
  }

  void warning(Source source, String sentence) {
    warnings.add(source + ": " + sentence);
  }

  void unknown(Source source, String key, SettingTable table) {
    String hint = table.suggest(key).map(near -> "; did you mean " + near + "?").orElse("");
    problem(source, "there is no setting " + Quoted.of(key) + hint);
  }

  void refused(Given given, Setting<?> setting, String expected) {
    // An @ may be a password somebody typed into a URL.
    boolean hidden = setting.isSecret() || given.text().contains("@");
    String instead = hidden ? "" : ", not " + Quoted.of(given.text());
    problem(given.source(), setting.key() + " must be " + expected + instead);
  }

  List<String> problems() {
    return problems;
  }

  List<String> warnings() {
    return warnings;
  }
}
