package io.registrymanager.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.architecture.SourceScanner.Sized;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What keeps the code small, honest and free of this or that computer. */
class HouseRulesTest {
  private static final int MOST_LINES = 300;
  private static final int MOST_TEST_LINES = 400;
  private static final int MOST_METHOD_LINES = 40;
  private static final int MOST_PARAMETERS = 7;
  private static final Pattern ONE_SENTENCE =
      Pattern.compile(
          "(?s).*?/\\*\\*\\s+(?:[^.*]|\\.(?=\\S)|\\*(?!/))+\\.\\s+\\*/\\s+@NullMarked\\s+package .*");
  private static final Pattern TO_DO = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.$}])/(wo" + "rk|ro" + "ot|tmp/la" + "b)/");

  private static final List<Path> MAIN = SourceTree.java("src/main/java");
  private static final List<Path> TEST = SourceTree.java("src/test/java");
  private static final List<SourceScanner> MAIN_SOURCES = SourceTree.scan(MAIN);
  private static final List<SourceScanner> TEST_SOURCES = SourceTree.scan(TEST);

  private static Stream<SourceScanner> all() {
    return Stream.concat(MAIN_SOURCES.stream(), TEST_SOURCES.stream());
  }

  private static List<Sized> above(long limit, Function<SourceScanner, List<Sized>> what) {
    return all()
        .flatMap(source -> what.apply(source).stream())
        .filter(s -> s.size() > limit)
        .toList();
  }

  @Test
  void theSourcesAreThere() {
    assertThat(MAIN).hasSizeGreaterThan(50);
    assertThat(MAIN_SOURCES).hasSameSizeAs(MAIN);
    assertThat(TEST_SOURCES).hasSameSizeAs(TEST).isNotEmpty();
  }

  @Test
  void noFileHasMoreThan300LinesAndNoTestMoreThan400() {
    assertThat(tooLong(MAIN_SOURCES, MOST_LINES)).isEmpty();
    assertThat(tooLong(TEST_SOURCES, MOST_TEST_LINES)).isEmpty();
  }

  private static List<Sized> tooLong(List<SourceScanner> sources, long limit) {
    return sources.stream()
        .map(source -> new Sized(source.file(), source.lines()))
        .filter(file -> file.size() > limit)
        .toList();
  }

  /** The clock of the wall steps; what it may be asked for are dates in logs, heads and forms. */
  @Test
  void theClockOfTheWallMeasuresNothing() {
    Pattern wall = Pattern.compile("\\bInstant\\.now\\(|currentTimeMillis\\(|\\bClock\\.");
    assertThat(
            MAIN.stream()
                .filter(file -> wall.matcher(SourceTree.text(file).orElse("")).find())
                .map(file -> file.getFileName().toString()))
        .containsExactlyInAnyOrder(
            "DirectoryCheck.java",
            "ExchangeRecord.java",
            "ReadHead.java",
            "Loop.java",
            "TlsCommand.java");
  }

  @Test
  void noMethodHasMoreThan40Lines() {
    assertThat(above(MOST_METHOD_LINES, source -> source.methods)).isEmpty();
  }

  @Test
  void noConstructorOrRecordHasMoreThanSevenParameters() {
    assertThat(above(MOST_PARAMETERS, source -> source.parameters)).isEmpty();
  }

  @Test
  void testsWaitForEventsNotForTime() {
    assertThat(
            using(
                TEST_SOURCES.stream(),
                name ->
                    name.matches("(java\\.lang\\.)?Thread\\.sleep|(TimeUnit\\.)?[A-Z]+\\.sleep")))
        .isEmpty();
  }

  @Test
  void onlyTheCommandLineTalksToTheTerminal() {
    Stream<SourceScanner> others =
        MAIN_SOURCES.stream()
            .filter(source -> !source.file().matches("io/registrymanager/(app|benchmark)/.*"));
    assertThat(using(others, Set.of("System.out", "System.err", "System.exit")::contains))
        .isEmpty();
  }

  private static List<String> using(
      Stream<SourceScanner> sources, java.util.function.Predicate<String> name) {
    return sources
        .filter(source -> source.selections.stream().anyMatch(name))
        .map(SourceScanner::file)
        .toList();
  }

  @Test
  void nothingIsMockedSkippedOrGenerated() {
    Pattern unwanted =
        Pattern.compile(
            "org\\.mockito.*|lombok.*|com\\.google\\.common.*|org\\.junit\\.(Test|Assume.*)"
                + "|org\\.junit\\.jupiter\\.api\\.(Disabled|Assumptions.*)"
                + "|org\\.junit\\.jupiter\\.api\\.condition.*|org\\.assertj.*assum.*");
    assertThat(all().flatMap(source -> source.imports.stream().filter(unwanted.asMatchPredicate())))
        .isEmpty();
  }

  @Test
  void nothingIsLeftToBeDone() {
    assertThat(filesWith(TO_DO)).isEmpty();
  }

  @Test
  void noFileNamesAPlaceOnSomebodysComputer() {
    assertThat(filesWith(MACHINE_PATH)).isEmpty();
  }

  private static List<String> filesWith(Pattern pattern) {
    return SourceTree.files().stream()
        .filter(file -> SourceTree.text(file).filter(pattern.asPredicate()).isPresent())
        .map(file -> SourceTree.root().relativize(file).toString())
        .toList();
  }

  @Test
  void everyPackageSaysInOneSentenceWhatItIsFor() {
    Set<Path> packages = MAIN.stream().map(Path::getParent).collect(Collectors.toSet());
    assertThat(packages)
        .isNotEmpty()
        .allSatisfy(
            folder -> {
              Path info = folder.resolve("package-info.java");
              assertThat(Files.exists(info)).as("%s", info).isTrue();
              assertThat(SourceTree.text(info).orElseThrow()).as("%s", info).matches(ONE_SENTENCE);
            });
  }
}
