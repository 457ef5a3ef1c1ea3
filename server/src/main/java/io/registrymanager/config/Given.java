package io.registrymanager.config;

import io.registrymanager.setting.Source;

/** One value as it was given, not yet held against its setting. Prints without the value. */
record Given(String key, String text, Source source) {
  @Override
  public String toString() {
    return key + " (" + source + ")";
  }
}
