package io.registrymanager.config;

/** Foreign text inside a sentence of ours: short, and unable to steer a terminal. */
final class Quoted {
  private static final int MAX_LENGTH = 80;

  private Quoted() {}

  static String of(String text) {
    String part = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
    return '"' + part.replaceAll("\\p{Cntrl}", "?") + '"';
  }
}
