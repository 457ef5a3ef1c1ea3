package io.registrymanager.setting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** All settings of all rooms, in the order they were declared. Immutable. */
public final class SettingTable {
  /** What is appended to the key of a secret to name a file that holds it. */
  public static final String FILE_SUFFIX = "-file";

  private static final Pattern KEY =
      Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*([.][a-z][a-z0-9]*(-[a-z0-9]+)*)*");

  private final Map<String, Setting<?>> byKey = new LinkedHashMap<>();
  private final Map<String, Setting<?>> secretsByFileKey = new LinkedHashMap<>();
  private final Map<String, String> keysByVariable = new LinkedHashMap<>();

  /**
   * A table of these settings.
   *
   * @throws IllegalArgumentException if a key is malformed, given twice, the beginning of another,
   *     or not to be told from another in an environment variable; or if a default is not a value
   */
  public SettingTable(List<? extends Setting<?>> settings) {
    for (Setting<?> setting : settings) {
      check(KEY.matcher(setting.key()).matches(), setting, "is not a key");
      check(byKey.put(setting.key(), setting) == null, setting, "is declared twice");
      checkFallback(setting);
      addVariable(setting, setting.key());
      if (setting.isSecret()) {
        secretsByFileKey.put(setting.key() + FILE_SUFFIX, setting);
        addVariable(setting, setting.key() + FILE_SUFFIX);
      }
    }
    for (Setting<?> setting : settings) {
      check(!isSection(setting.key()), setting, "is the beginning of another key");
    }
  }

  /** All settings. */
  public List<Setting<?>> settings() {
    return List.copyOf(byKey.values());
  }

  /** Everything that may stand as a key: those of the settings and of the files of secrets. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>(byKey.keySet());
    keys.addAll(secretsByFileKey.keySet());
    return keys;
  }

  /** The setting of that key. */
  public Optional<Setting<?>> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** The secret whose file {@code key} names. */
  public Optional<Setting<?>> findByFileKey(String key) {
    return Optional.ofNullable(secretsByFileKey.get(key));
  }

  /**
   * The key that an environment variable stands for.
   *
   * @param rest what follows the prefix, such as {@code LISTEN_PORT}
   */
  public Optional<String> findByVariable(String rest) {
    return Optional.ofNullable(keysByVariable.get(rest));
  }

  /** Whether {@code key} is no setting but the beginning of some. */
  public boolean isSection(String key) {
    return byKey.keySet().stream().anyMatch(other -> other.startsWith(key + "."));
  }

  /** The key somebody may have meant who wrote {@code wrong}. */
  public Optional<String> suggest(String wrong) {
    return Suggestion.nearest(wrong, keys());
  }

  /** The variable, without prefix, somebody may have meant who wrote {@code wrong}. */
  public Optional<String> suggestVariable(String wrong) {
    return Suggestion.nearest(wrong, List.copyOf(keysByVariable.keySet()));
  }

  /** The part of an environment variable's name that stands for a key. */
  public static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private void addVariable(Setting<?> setting, String key) {
    String twin = keysByVariable.put(variable(key), key);
    check(twin == null, setting, "has the environment variable of " + twin);
  }

  private static void checkFallback(Setting<?> setting) {
    Optional<String> expected = setting.fallback().flatMap(setting::refusal);
    check(expected.isEmpty(), setting, "has a default that should be " + expected.orElse(""));
  }

  private static void check(boolean holds, Setting<?> setting, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("setting " + setting.key() + " " + otherwise);
    }
  }
}
