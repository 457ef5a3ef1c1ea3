package io.registrymanager.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "latest",
        "1.2",
        "v1",
        "_",
        "__a",
        "A",
        "a..b",
        "a--b",
        "1.0-rc.1",
        "_.-",
        "manifests"
      })
  void aTagOfTheSpecificationIsATag(String text) {
    assertThat(Tag.parse(text)).map(Tag::value).hasValue(text);
    assertThat(new Tag(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", ".a", "-a", "a b", "a/b", "a:b", "a\n", "a%", "a+b", "a;b", "ä", "\u212a"
      })
  void whatIsNotInTheGrammarIsNoTag(String text) {
    assertThat(Tag.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new Tag(text));
  }

  @Test
  void aTagHas128CharactersAtMost() {
    assertThat(Tag.parse("a".repeat(128))).isPresent();
    assertThat(Tag.parse("a".repeat(129))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {Digests.A, Digests.B, Digests.LONG})
  void trap79ShaInBothLengthsIsADigest(String text) {
    assertThat(Digest.parse(text)).map(Digest::value).hasValue(text);
    assertThat(new Digest(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256:",
        "md5:0123456789abcdef0123456789abcdef",
        "sha256:0123456789abcdef0123456789abcdef",
        "foo:0123456789abcdef0123456789abcdef",
        "sha512:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "sha384:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "SHA256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
        "sha256:0123456789abcdeg0123456789abcdef0123456789abcdef0123456789abcdef",
        "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
        "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
        " sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "sha256+b64:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abc",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void trap109OnlyKnownAlgorithmsInFullLengthAreDigests(String text) {
    assertThat(Digest.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new Digest(text));
  }
}
