package io.registrymanager.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "01JABC", "0f8fad5b-d9cb-469f-a165-70867728950e", "a.b_c-D"})
  void aWellFormedIdOfTheClientIsTaken(String text) {
    assertThat(RequestId.parse(text)).map(RequestId::value).hasValue(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a\r\nb", "a\"b", "a{b", "ä", "a/b", "a:b", "a\u0000", "<a>"})
  void trap71AnyOtherIsNot(String text) {
    assertThat(RequestId.parse(text)).isEmpty();
  }

  @Test
  void anIdHas64CharactersAtMost() {
    assertThat(RequestId.parse("a".repeat(64))).isPresent();
    assertThat(RequestId.parse("a".repeat(65))).isEmpty();
  }

  @Test
  void oursAreWellFormedDifferAndSortByTime() {
    Set<String> ids =
        IntStream.range(0, 10_000)
            .mapToObj(_ -> RequestId.next(1_770_000_000_000L).value())
            .collect(Collectors.toSet());
    assertThat(ids).hasSize(10_000).allMatch(id -> id.matches("[0-9A-HJKMNP-TV-Z]{26}"));
    assertThat(ids).allMatch(id -> RequestId.parse(id).isPresent());
    assertThat(RequestId.next(1_770_000_000_001L).value())
        .isGreaterThan(RequestId.next(1_770_000_000_000L).value());
    assertThat(RequestId.next(0).value()).startsWith("0000000000");
    assertThat(RequestId.next(31).value()).startsWith("000000000Z");
  }
}
