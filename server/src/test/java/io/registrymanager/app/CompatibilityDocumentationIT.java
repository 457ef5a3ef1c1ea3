package io.registrymanager.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said to have been run is what is here, and the tests that are said to run it exist. */
class CompatibilityDocumentationIT {
  private static final Path PAGE = Path.of("../docs/compatibility.md");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+IT)`");

  static List<String> rows() throws IOException {
    String section = Files.readString(PAGE).split("(?m)^## ", -1)[1];
    List<String> rows = section.lines().filter(line -> line.startsWith("| ")).skip(1).toList();
    assertThat(rows).hasSizeGreaterThan(10);
    return rows;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theVersionIsTheOneThatIsRunAndItsTestsExist(String row) throws IOException {
    List<String> cells = List.of(row.split(" *\\| *", -1));
    String version = cells.get(2);
    String asked = cells.get(3).replace("`", "");
    if (!asked.equals("-")) {
      String answer = Command.of(List.of(asked.split(" ", -1))).run().text();
      assertThat(answer).containsPattern("(^|[^0-9.])" + Pattern.quote(version) + "([^0-9]|$)");
    }
    List<String> tests = TEST.matcher(cells.get(4)).results().map(name -> name.group(1)).toList();
    assertThat(tests.isEmpty()).isEqualTo(cells.get(4).equals("all of them"));
    for (String test : tests) {
      try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
        assertThat(sources).as(test).anyMatch(path -> path.endsWith(test + ".java"));
      }
    }
  }
}
