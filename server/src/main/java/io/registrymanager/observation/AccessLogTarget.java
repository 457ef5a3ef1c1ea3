package io.registrymanager.observation;

import java.nio.file.Path;

/** Where access-log lines go. */
public sealed interface AccessLogTarget {
  /** Nowhere: no line is made. */
  record Off() implements AccessLogTarget {}

  /** Standard output, for whatever collects it. */
  record StandardOutput() implements AccessLogTarget {}

  /** A file, appended to; made anew when it was moved away. */
  record LogFile(Path path) implements AccessLogTarget {}

  /**
   * What the text of the setting means.
   *
   * @throws IllegalArgumentException if it is neither {@code off} nor a path
   */
  static AccessLogTarget parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("expected a file name, or off");
    }
    return text.equals("off") ? new Off() : new LogFile(Path.of(text));
  }
}
