package io.registrymanager.app;

import java.io.IOException;
import java.util.Locale;

/** Why a port cannot be bound, in a word. */
final class PortReason {
  private PortReason() {}

  static String of(IOException failure) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("in use")) {
      return "it is taken";
    }
    return text.contains("denied") ? "this user may not" : text;
  }
}
