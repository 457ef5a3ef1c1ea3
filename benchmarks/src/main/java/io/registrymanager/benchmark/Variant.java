package io.registrymanager.benchmark;

import java.util.List;

/** A way to start registrymanager. */
enum Variant {
  STANDARD("registrymanager"),
  /** Not root, as in a package or a container: the kernel gives such a user few pipes. */
  UNPRIVILEGED("registrymanager, unprivileged"),
  COPYING("registrymanager, splice off"),
  SECURE("registrymanager");

  /** The setting by which bodies are moved in the kernel or copied. */
  static final String SPLICE = "proxy.splice";

  private final String label;

  Variant(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** Settings of its own, as {@code KEY=VALUE}. */
  List<String> settings() {
    return this == COPYING ? List.of(SPLICE + "=off") : List.of();
  }
}
