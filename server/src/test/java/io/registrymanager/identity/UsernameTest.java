package io.registrymanager.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsernameTest {
  @ParameterizedTest
  @CsvSource({
    "alice, alice",
    "ALICE, alice",
    "Bob.Smith, bob.smith",
    "a, a",
    "0, 0",
    "svc-ci_1, svc-ci_1",
    "me@example.com, me@example.com",
    "a+b, a+b",
    "KIM, kim",
    "ISTVAN, istvan"
  })
  void aNameMatchesWithoutRegardToCase(String typed, String name) {
    assertThat(Username.parse(typed)).hasValue(new Username(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "a b", "a:b", ":a", ".a", "-a", "@a", "_a", "+a", "a/b", "a\\b", "a\n", "a\u0000",
        "a,b", "a;b", "a\"b", "a'b", "a$b", "a%b", "a#b", "*", "(a)", "a\u007f"
      })
  void whatIsNotInTheGrammarIsNoName(String text) {
    assertThat(Username.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u212aim",
        "al\u0131ce",
        "\u0130stvan",
        "stra\u00dfe",
        "\u00fcmit",
        "\uff41lice",
        "\ud83d\ude00",
        "a\u0301"
      })
  void trap90NothingOutsideAsciiIsFoldedIntoAName(String text) {
    assertThat(Username.parse(text)).isEmpty();
  }

  @Test
  void trap90TheLocaleOfTheComputerDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(Username.parse("ISTVAN")).hasValue(new Username("istvan"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aNameHas128CharactersAtMost() {
    assertThat(Username.parse("a".repeat(128))).isPresent();
    assertThat(Username.parse("a".repeat(129))).isEmpty();
  }

  @Test
  void onlyTheLowerCaseFormIsAValue() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Username("Alice"));
    assertThat(new Username("alice")).hasToString("alice").isLessThan(new Username("bob"));
  }
}
