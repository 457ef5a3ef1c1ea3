package io.registrymanager.authentication;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Trap 82. */
class CredentialsParserTest {
  static Stream<Arguments> readable() {
    return Stream.of(
        argumentSet("plain", basic("alice:secret"), "alice", "secret"),
        argumentSet("scheme in lower case", "basic " + b64("a:b"), "a", "b"),
        argumentSet("scheme in upper case", "BASIC " + b64("a:b"), "a", "b"),
        argumentSet("two spaces", "Basic  " + b64("a:b"), "a", "b"),
        argumentSet("password with colons", basic("a:b:c:"), "a", "b:c:"),
        argumentSet("password of one colon", basic("a::"), "a", ":"),
        argumentSet("spaces around the password stay", basic("a: b "), "a", " b "),
        argumentSet("UTF-8", basic("ålice:pässwörd€😀"), "ålice", "pässwörd€😀"),
        argumentSet("U+FFFD itself is a character", basic("a:\uFFFD"), "a", "\uFFFD"),
        argumentSet("two padding characters", basic("a:bc"), "a", "bc"),
        argumentSet("longest", longest(8 * 1024), "a", "x".repeat(6136)));
  }

  @ParameterizedTest
  @MethodSource("readable")
  void readsNameAndPassword(String header, String name, String password) {
    assertThat(CredentialsParser.parse(List.of(header)))
        .isInstanceOfSatisfying(
            Credentials.Basic.class,
            basic -> {
              assertThat(basic.name()).isEqualTo(name);
              assertThat(basic.password().revealText()).isEqualTo(password);
            });
  }

  static Stream<Arguments> unusable() {
    return Stream.of(
        argumentSet("empty header", ""),
        argumentSet("scheme alone", "Basic"),
        argumentSet("scheme and a space", "Basic "),
        argumentSet("no space", "Basic" + b64("a:b")),
        argumentSet("tab for a space", "Basic\t" + b64("a:b")),
        argumentSet("leading space", " " + basic("a:b")),
        argumentSet("trailing space", basic("a:b") + " "),
        argumentSet("other scheme", "Bearer " + b64("a:b")),
        argumentSet("longer scheme", "Basics " + b64("a:b")),
        argumentSet("over 8 KiB", longest(8 * 1024 + 1)),
        argumentSet("padding missing", basic("a:bc").replace("=", "")),
        argumentSet("padding too long", basic("a:b") + "===="),
        argumentSet("padding inside", "Basic YQ==OmI="),
        argumentSet("trailing bits not zero", "Basic YTpiY3=="),
        argumentSet("white space inside", "Basic YTpi YTpi"),
        argumentSet("line break inside", "Basic YTpi\r\nYTpi"),
        argumentSet("URL alphabet", "Basic YTr_-g=="),
        argumentSet("no base64", "Basic !!!!"),
        argumentSet("not ASCII", "Basic YTpi\u00e9AAA"),
        argumentSet("two tokens", basic("a:b") + "," + basic("c:d")),
        argumentSet("Latin-1", "Basic " + b64("a:p\u00e4ss".getBytes(ISO_8859_1))),
        argumentSet("overlong UTF-8", "Basic " + b64(bytes('a', ':', 0xC1, 0xA1))),
        argumentSet("surrogate in UTF-8", "Basic " + b64(bytes('a', ':', 0xED, 0xA0, 0x80))),
        argumentSet("cut UTF-8", "Basic " + b64(bytes('a', ':', 0xE2, 0x82))),
        argumentSet("no colon", basic("alice")),
        argumentSet("empty user", basic(":secret")),
        argumentSet("empty password (trap 95)", basic("alice:")),
        argumentSet("NUL in the password", basic("a:b\0c")),
        argumentSet("NUL in the name", basic("a\0:b")),
        argumentSet("line feed", basic("a:b\n")),
        argumentSet("DEL", basic("a:b\u007f")),
        argumentSet("C1 control character", basic("a:b\u0085")));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void refuses(String header) {
    assertThat(CredentialsParser.parse(List.of(header))).isInstanceOf(Credentials.Unusable.class);
  }

  @Test
  void noHeaderIsNone() {
    assertThat(CredentialsParser.parse(List.of())).isInstanceOf(Credentials.None.class);
  }

  @Test
  void emptyUserAndEmptyPasswordIsNone() {
    assertThat(CredentialsParser.parse(List.of("Basic Og=="))).isInstanceOf(Credentials.None.class);
    assertThat(CredentialsParser.parse(List.of("basic Og=="))).isInstanceOf(Credentials.None.class);
  }

  @Test
  void twoHeadersAreUnusableEvenIfEqual() {
    assertThat(CredentialsParser.parse(List.of(basic("a:b"), basic("a:b"))))
        .isInstanceOf(Credentials.Unusable.class);
  }

  private static String longest(int length) {
    // Base64 comes in fours; what is left is filled with spaces in front of it.
    int token = (length - 6) / 4 * 4;
    String header = "Basic " + " ".repeat(length - 6 - token);
    return header + b64("a:" + "x".repeat(token / 4 * 3 - 2));
  }

  private static String basic(String credentials) {
    return "Basic " + b64(credentials);
  }

  private static String b64(String text) {
    return b64(text.getBytes(UTF_8));
  }

  private static String b64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
