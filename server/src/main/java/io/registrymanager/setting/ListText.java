package io.registrymanager.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text form of several values: separated by commas, white space around them ignored, a comma
 * inside a value written {@code \,} and a backslash {@code \\}. The empty text is the empty list.
 */
public final class ListText {
  private ListText() {}

  /** The text form of these values. */
  public static String join(List<String> values) {
    String text =
        values.stream()
            .map(value -> value.replace("\\", "\\\\").replace(",", "\\,"))
            .collect(Collectors.joining(","));
    return text.startsWith("[") ? "\\" + text : text; // else it would read as a JSON list
  }

  /**
   * The values a text form holds.
   *
   * @throws IllegalArgumentException if one of them is empty
   */
  public static List<String> split(String text) {
    if (text.isBlank()) {
      return List.of();
    }
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        value.append(text.charAt(++i));
      } else if (c == ',') {
        values.add(finished(value));
        value.setLength(0);
      } else {
        value.append(c);
      }
    }
    values.add(finished(value));
    return List.copyOf(values);
  }

  private static String finished(StringBuilder value) {
    String text = value.toString().strip();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("values separated by commas, none of them empty");
    }
    return text;
  }
}
