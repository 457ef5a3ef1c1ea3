package io.registrymanager.oci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryStringTest {
  @ParameterizedTest
  @CsvSource({
    "team%2Ftiny, team/tiny",
    "team%2ftiny, team/tiny",
    "team/tiny, team/tiny",
    "a+b, 'a b'",
    "a%2Bb, a+b",
    "%64igest, digest",
    "%252e, %2e",
    "%C3%BC, ü",
    "'', ''"
  })
  void aValueIsDecodedExactlyOnce(String raw, String decoded) {
    assertThat(QueryString.decode(raw)).hasValue(decoded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "%2",
        "a%zz",
        "%-1",
        "%+1",
        "% 1",
        "%\uff10\uff11",
        "%\u0661\u0661",
        "a;b",
        "a#b",
        "a b",
        "a\nb",
        "\"",
        "<",
        "ü",
        "%ff",
        "%c0%ae",
        "%ed%a0%80",
        "%c3"
      })
  void trap12WhatIsNotWellFormedHasNoValue(String raw) {
    assertThat(QueryString.decode(raw)).isEmpty();
  }

  @Test
  void pairsAreSplitAtTheAmpersandAlone() {
    QueryString query = QueryString.parse("&a=1&&b=2=3&c;d=4&e&=5&");
    assertThat(query.pairs())
        .extracting(QueryString.Pair::raw)
        .containsExactly("a=1", "b=2=3", "c;d=4", "e", "=5");
    assertThat(query.named("b").getFirst().value()).hasValue("2=3");
    assertThat(query.named("e").getFirst().value()).hasValue("");
    assertThat(query.named("d")).isEmpty();
    assertThat(query.named("c")).isEmpty();
  }

  @Test
  void anEscapedNameIsTheNameItSpells() {
    QueryString query = QueryString.parse("digest=1&%64igest=2&Digest=3");
    assertThat(query.named("digest"))
        .extracting(QueryString.Pair::raw)
        .containsExactly("digest=1", "%64igest=2");
  }

  @Test
  void whatIsEncodedDecodesToItselfAndIsPlain() {
    for (char c = 0; c < 0x800; c++) {
      String text = "x" + c;
      String encoded = QueryString.encode(text);
      assertThat(encoded).matches("[A-Za-z0-9._~:/%-]+");
      assertThat(QueryString.decode(encoded)).hasValue(text);
    }
  }
}
