package io.registrymanager.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.oci.RegistryError;
import io.registrymanager.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each error that the program can give is explained, and nothing else. */
class ErrorExplanationTest {
  /** Whatever makes a problem, and the first text in it. */
  private static final Pattern PROBLEM =
      Pattern.compile(
          "(?:Problem\\s*\\.of|new Problem|dialect\\s*\\.refuse|refusal|conflict)\\([^\";]*\"([a-z]+(?:-[a-z]+)*)\"");

  @Test
  void eachCodeAndEachTypeInTheCodeHasItsPage() {
    Set<String> used = new TreeSet<>(slugs());
    Stream.of(RegistryError.values()).map(Enum::name).forEach(used::add);

    assertThat(ErrorExplanation.all()).extracting(ErrorExplanation::name).doesNotHaveDuplicates();
    assertThat(ErrorExplanation.all())
        .extracting(ErrorExplanation::name)
        .containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void theUsualStatusOfACodeIsExplained() {
    for (RegistryError error : RegistryError.values()) {
      assertThat(explained(error.name()).statuses()).as(error.name()).contains(error.status());
    }
  }

  @Test
  void eachIsWrittenForPeople() {
    assertThat(ErrorExplanation.all())
        .allSatisfy(
            error -> {
              assertThat(error.meaning()).endsWith(".").hasSizeGreaterThan(5);
              assertThat(error.remedy()).endsWith(".").hasSizeGreaterThan(5);
            });
  }

  private static ErrorExplanation explained(String name) {
    return ErrorExplanation.all().stream()
        .filter(error -> error.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> slugs() {
    try (Stream<Path> files =
        Files.walk(Checkout.projectFolder().resolve("server/src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> PROBLEM.matcher(read(file)).results().map((MatchResult m) -> m.group(1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
