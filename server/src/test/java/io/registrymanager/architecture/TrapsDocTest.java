package io.registrymanager.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.architecture.SourceScanner.Sized;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of traps is whole; it and the threat model name only tests that exist. */
class TrapsDocTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| *(\\d+) *\\| (.+) \\| (.+) \\|$");
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z][A-Za-z0-9]*(?:\\.[a-z][A-Za-z0-9]*)?)`");
  private static final Pattern PROOF =
      Pattern.compile(
          "(?:`[A-Za-z0-9.]+`|later: [^`;|]+)(?:(?:, |; )(?:`[A-Za-z0-9.]+`|later: [^`;|]+))*");

  private record Trap(int number, String text, String proof) {}

  private static List<Trap> traps() {
    String page = SourceTree.text(SourceTree.root().resolve("docs/traps.md")).orElseThrow();
    return ROW.matcher(page).results().map(TrapsDocTest::trap).toList();
  }

  private static Trap trap(MatchResult row) {
    return new Trap(Integer.parseInt(row.group(1)), row.group(2), row.group(3));
  }

  @Test
  void everyNumberIsThereOnceAndInOrder() {
    assertThat(traps().stream().map(Trap::number))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 112).boxed().toList());
  }

  @Test
  void everyTrapIsHeldByATestOrSaysWhatWillHoldIt() {
    assertThat(traps())
        .allSatisfy(
            trap -> {
              assertThat(trap.text()).endsWith(".").hasSizeGreaterThan(20);
              assertThat(trap.proof()).as("trap %d", trap.number()).matches(PROOF);
            });
  }

  @Test
  void everyTestThatIsNamedExists() {
    Set<String> tests = tests();
    assertThat(tests).contains("TrapsDocTest.everyTestThatIsNamedExists");
    List<String> missing =
        traps().stream()
            .flatMap(trap -> NAMED.matcher(trap.proof()).results())
            .map(name -> name.group(1))
            .filter(name -> !tests.contains(name))
            .toList();
    assertThat(missing).isEmpty();
  }

  @Test
  void everyPromiseOfTheThreatModelNamesATestThatExists() {
    String page = SourceTree.text(SourceTree.root().resolve("docs/threat-model.md")).orElseThrow();
    Set<String> tests = tests();
    List<MatchResult> promises = ROW.matcher(page).results().toList();
    assertThat(promises).hasSizeGreaterThan(10);
    for (MatchResult promise : promises) {
      assertThat(NAMED.matcher(promise.group(3)).results().map(name -> name.group(1)).toList())
          .as(promise.group(2))
          .isNotEmpty()
          .allMatch(tests::contains);
    }
  }

  /** Every test class by its name, and every method of one behind its class. */
  private static Set<String> tests() {
    return SourceTree.scan(SourceTree.java("src/test/java")).stream()
        .flatMap(TrapsDocTest::names)
        .collect(Collectors.toSet());
  }

  private static Stream<String> names(SourceScanner source) {
    String type = source.file().replaceFirst(".*/", "").replace(".java", "");
    return Stream.concat(
        Stream.of(type),
        source.methods.stream()
            .map(Sized::where)
            .map(where -> type + where.substring(where.indexOf(' ')).replace(' ', '.')));
  }
}
