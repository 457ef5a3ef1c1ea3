package io.registrymanager.pages;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an error means.
 *
 * @param name the last part of a problem's type, or a code of the registry API
 * @param statuses what it comes with
 * @param remedy what to do about it
 */
record ErrorExplanation(String name, List<Integer> statuses, String meaning, String remedy) {
  private static final String RESOURCE = "errors.txt";
  private static final int LINES = 4;

  /** Copies the list. */
  ErrorExplanation {
    statuses = List.copyOf(statuses);
  }

  /** All that are explained, problem types first. */
  static List<ErrorExplanation> all() {
    return split(Resource.text(RESOURCE).strip(), "\n\n").map(ErrorExplanation::read).toList();
  }

  private static ErrorExplanation read(String block) {
    List<String> lines = split(block, "\n").toList();
    if (lines.size() != LINES) {
      throw new IllegalStateException(RESOURCE + ": " + lines.getFirst());
    }
    List<Integer> statuses = split(lines.get(1), " ").map(Integer::valueOf).toList();
    return new ErrorExplanation(lines.getFirst(), statuses, lines.get(2), lines.get(3));
  }

  private static Stream<String> split(String text, String separator) {
    return Stream.of(text.split(separator, -1));
  }

  /** Where it is explained. */
  String path() {
    return "/errors/" + name;
  }
}
