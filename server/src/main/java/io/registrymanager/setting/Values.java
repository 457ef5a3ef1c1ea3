package io.registrymanager.setting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value for each setting of a table, all of them valid. Rooms read their settings records from
 * it. Immutable; no method prints a secret.
 */
public final class Values {
  private final Map<String, Value> byKey = new LinkedHashMap<>();

  /**
   * The given values, and for every other setting of the table its default.
   *
   * @throws IllegalArgumentException if a value is malformed or belongs to no setting of the table
   */
  public Values(SettingTable table, List<Value> given) {
    for (Setting<?> setting : table.settings()) {
      Source source = setting.fallback().isPresent() ? Source.FALLBACK : Source.NONE;
      byKey.put(setting.key(), new Value(setting, setting.fallback(), source));
    }
    for (Value value : given) {
      String key = value.setting().key();
      Optional<String> expected = value.text().flatMap(value.setting()::refusal);
      if (expected.isPresent()) {
        throw new IllegalArgumentException(key + " must be " + expected.get());
      }
      if (byKey.put(key, value) == null) {
        throw new IllegalArgumentException("no setting " + key);
      }
    }
  }

  /**
   * Values given as texts by key, for whoever composes a server in code.
   *
   * @throws IllegalArgumentException if a text is malformed or a key unknown
   */
  public static Values of(SettingTable table, Map<String, String> texts) {
    Source source = new Source("code");
    return new Values(
        table,
        texts.entrySet().stream()
            .map(
                entry ->
                    new Value(
                        table
                            .find(entry.getKey())
                            .orElseThrow(
                                () -> new IllegalArgumentException("no setting " + entry.getKey())),
                        Optional.of(entry.getValue()),
                        source))
            .toList());
  }

  /**
   * The value of a setting that has a default or was given one.
   *
   * @throws IllegalStateException if it has neither
   */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(() -> new IllegalStateException(setting.key() + " has no value"));
  }

  /** The value of a setting, if it has one. */
  public <T> Optional<T> find(Setting<T> setting) {
    // Read once more instead of cast: right whatever type the caller's setting has.
    return value(setting).text().map(setting.parser());
  }

  /** What is known of a setting's value, its source included. */
  public Value value(Setting<?> setting) {
    Value value = byKey.get(setting.key());
    if (value == null) {
      throw new IllegalArgumentException("no setting " + setting.key());
    }
    return value;
  }

  /** All of them, in the order of the table. */
  public List<Value> all() {
    return List.copyOf(byKey.values());
  }

  /** The settings without which the server does not start, and that have no value. */
  public List<Setting<?>> missing() {
    return byKey.values().stream()
        .filter(value -> value.setting().isRequired() && value.text().isEmpty())
        .<Setting<?>>map(Value::setting)
        .toList();
  }
}
