package io.registrymanager.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The start line and header fields of a message as they came, order and repetition kept.
 *
 * @param startLine the first line
 * @param fields the fields in order
 */
public record HttpFields(String startLine, List<Field> fields) {
  /** Copies the fields. */
  public HttpFields {
    fields = List.copyOf(fields);
  }

  /**
   * One header line.
   *
   * @param name as written
   * @param value without the space around it
   */
  public record Field(String name, String value) {}

  /** Reads a whole head; lines without a colon are kept as a field with an empty value. */
  static HttpFields parse(String head) {
    List<String> lines = head.lines().filter(line -> !line.isEmpty()).toList();
    List<Field> fields = new ArrayList<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      int colon = line.indexOf(':');
      fields.add(
          colon < 0
              ? new Field(line, "")
              : new Field(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return new HttpFields(lines.isEmpty() ? "" : lines.getFirst(), fields);
  }

  /** All values of this field, names compared without case. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** The first value of this field. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** The word at this place of the start line, or an empty one. */
  String word(int index) {
    List<String> words = List.of(startLine.split(" ", -1));
    return index < words.size() ? words.get(index) : "";
  }
}
