package io.registrymanager.setting;

import java.util.Optional;

/**
 * What a setting was given, or its default, or nothing.
 *
 * @param text the text form, which the setting's parser accepts
 */
public record Value(Setting<?> setting, Optional<String> text, Source source) {
  /** What may be shown of it: a secret only as three asterisks. */
  public Optional<String> shown() {
    return setting.isSecret() ? text.map(_ -> "***") : text;
  }

  @Override
  public String toString() {
    return setting.key() + "=" + shown().orElse("") + " (" + source + ")";
  }
}
