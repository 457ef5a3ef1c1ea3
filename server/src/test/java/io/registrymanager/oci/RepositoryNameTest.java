package io.registrymanager.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryNameTest {
  /** As it stands in OCI distribution-spec 1.1; possessive, so that it cannot run away. */
  private static final Pattern SPECIFIED =
      Pattern.compile(
          "[a-z0-9]++((\\.|_|__|-+)[a-z0-9]++)*(/[a-z0-9]++((\\.|_|__|-+)[a-z0-9]++)*)*");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "0",
        "team",
        "team/app",
        "a/b/c/d/e",
        "a.b",
        "a_b",
        "a__b",
        "a-b",
        "a--b",
        "a----b",
        "a.b_c__d-e",
        "library/hello-world",
        "x/blobs/uploads",
        "x/manifests",
        "x/tags",
        "v2",
        "tags/list",
        "0.0"
      })
  void aNameOfTheSpecificationIsAName(String text) {
    assertThat(RepositoryName.parse(text)).map(RepositoryName::value).hasValue(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a/",
        "/a",
        "a//b",
        ".",
        "..",
        "a/..",
        "a/./b",
        "a..b",
        ".a",
        "a.",
        "_a",
        "a_",
        "a___b",
        "-a",
        "a-",
        "a._b",
        "a.-b",
        "a-_b",
        "a_.b",
        "_catalog",
        "team/_ext",
        "a b",
        "a\tb",
        "a\n",
        "a\r\nb",
        "a\u0000",
        "a;b",
        "a\\b",
        "a%2fb",
        "a+b",
        "a@b",
        "a~b",
        "*",
        "ä",
        "a\u212a",
        "a/\uff41"
      })
  void whatIsNotInTheGrammarIsNoName(String text) {
    assertThat(RepositoryName.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new RepositoryName(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Team/app", "TEAM", "team/App", "localhost:5000/app", "Registry.io/app"})
  void trap14AnUpperCaseOrHostLikeFirstComponentIsNoName(String text) {
    assertThat(RepositoryName.parse(text)).isEmpty();
  }

  @Test
  void trap13ATrailingNewlineIsNotOverlooked() {
    assertThat(RepositoryName.parse("team/app\n")).isEmpty();
    assertThat(Tag.parse("latest\n")).isEmpty();
    assertThat(Digest.parse(Digests.A + "\n")).isEmpty();
  }

  @Test
  void trap109TwoHundredAndFiftyFiveCharactersAreTheMost() {
    assertThat(RepositoryName.parse("a".repeat(255))).isPresent();
    assertThat(RepositoryName.parse("a".repeat(256))).isEmpty();
    assertThat(RepositoryName.parse("a/".repeat(127) + "a")).isPresent();
    assertThat(RepositoryName.parse("a/".repeat(127) + "aa")).isEmpty();
  }

  @Test
  void theHandWrittenGrammarIsTheSpecifiedOne() {
    Random random = new Random(1404);
    String alphabet = "aaz09..__--//A";
    int names = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      boolean specified = SPECIFIED.matcher(text).matches();
      assertThat(RepositoryName.isValid(text.toString())).as("%s", text).isEqualTo(specified);
      names += specified ? 1 : 0;
    }
    assertThat(names).isGreaterThan(1_000);
  }

  @Test
  void namesSortByTheirBytes() {
    assertThat(new RepositoryName("team-a")).isLessThan(new RepositoryName("team/a"));
    assertThat(new RepositoryName("team/a")).isLessThan(new RepositoryName("team2"));
    assertThat(new RepositoryName("team")).hasToString("team");
  }
}
