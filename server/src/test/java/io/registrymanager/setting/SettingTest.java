package io.registrymanager.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {
  private enum Mode {
    READ_ONLY,
    OPEN
  }

  private static final Setting<Duration> DELAY = Setting.duration("a.delay", "A delay.");
  private static final Setting<Long> SIZE = Setting.bytes("a.size", "A size.");
  private static final Setting<URI> URL = Setting.uri("a.url", "A URL.");
  private static final Setting<Mode> MODE = Setting.choice("a.mode", Mode.class, "A mode.");

  @ParameterizedTest
  @CsvSource({"300ms,300", "10s,10000", "5m,300000", "2h,7200000", "1d,86400000", "0s,0"})
  void durationsCarryTheirUnit(String text, long millis) {
    assertThat(DELAY.parser().apply(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "-1s", "1.5s", "10 s", "10S", "PT10S", "999999999999999d"})
  void otherDurationsAreRefusedWithAnExample(String text) {
    assertThat(DELAY.refusal(text)).hasValueSatisfying(x -> assertThat(x).contains("10s"));
  }

  @ParameterizedTest
  @CsvSource({"512,512", "64KiB,65536", "4MiB,4194304", "1GiB,1073741824", "7B,7"})
  void sizesCarryBinaryUnits(String text, long bytes) {
    assertThat(SIZE.parser().apply(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4MB", "4 MiB", "-1", "999999999999TiB"})
  void otherSizesAreRefusedWithAnExample(String text) {
    assertThat(SIZE.refusal(text)).hasValueSatisfying(x -> assertThat(x).contains("4MiB"));
  }

  @Test
  void integersKeepTheirBounds() {
    Setting<Integer> number = Setting.integer("a.number", 1, 10, "A number.");
    assertThat(number.parser().apply("1")).isEqualTo(1);
    assertThat(number.parser().apply("10")).isEqualTo(10);
    for (String wrong : List.of("0", "11", "x", "", "99999999999")) {
      assertThat(number.refusal(wrong)).contains("a whole number from 1 to 10");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "+80", "http", "", "٣"})
  void portsAreWholeNumbersInRange(String text) {
    assertThat(Setting.port("a.port", "A port.").refusal(text)).contains("a port from 0 to 65535");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry",
        "ftp://host",
        "http:///path",
        "http://u:p@host",
        "http://h:99999",
        "http://a b"
      })
  void urlsNeedSchemeAndHostAndCarryNoCredentials(String text) {
    assertThat(URL.refusal(text)).isPresent();
  }

  @Test
  void urlsMayHaveAPortAndAnIpv6Host() {
    assertThat(URL.refusal("https://registry.example.com:5000/x")).isEmpty();
    assertThat(URL.refusal("http://[::1]:5000")).isEmpty();
  }

  @Test
  void choicesAreWrittenInLowerCaseAndListedWhenMissed() {
    assertThat(MODE.parser().apply("read-only")).isEqualTo(Mode.READ_ONLY);
    assertThat(MODE.refusal("READ_ONLY")).contains("one of: read-only, open");
    assertThat(MODE.type()).isEqualTo("read-only, open");
  }

  @Test
  void booleansAreTrueOrFalseAndNothingLike() {
    Setting<Boolean> bool = Setting.bool("a.bool", "A switch.");
    assertThat(bool.parser().apply("true")).isTrue();
    assertThat(bool.parser().apply("false")).isFalse();
    assertThat(bool.refusal("yes")).contains("true or false");
    assertThat(bool.refusal("True")).isPresent();
  }

  @Test
  void addressesAreNotLookedUp() {
    Setting<java.net.InetAddress> address = Setting.address("a.address", "An address.");
    assertThat(address.parser().apply("127.0.0.1").isLoopbackAddress()).isTrue();
    assertThat(address.refusal("localhost")).isPresent();
  }

  @Test
  void anEmptySecretIsRefusedAndNoSecretPrints() {
    // Trap 83.
    Setting<?> secret = Setting.secret("a.secret", "A secret.");
    assertThat(secret.refusal("")).isPresent();
    assertThat(secret.refusal("line\nbreak")).isPresent();
    assertThat(secret.isSecret()).isTrue();
    assertThat(new Value(secret, Optional.of("hunter2"), Source.NONE).toString())
        .doesNotContain("hunter2");
  }

  @Test
  void listsReadTheirItems() {
    Setting<List<Integer>> ports = Setting.list("a.ports", "port", Integer::valueOf, "Ports.");
    assertThat(ports.parser().apply("1, 2,3")).containsExactly(1, 2, 3);
    assertThat(ports.parser().apply("")).isEmpty();
    assertThat(ports.isList()).isTrue();
    assertThat(ports.type()).isEqualTo("list of port");
  }

  @Test
  void listTextSurvivesCommasBackslashesAndBrackets() {
    List<String> values = List.of("[a", "b,c", "d\\e", "f]");
    assertThat(ListText.split(ListText.join(values))).isEqualTo(values);
  }

  @Test
  void textPathAndTraits() {
    assertThat(Setting.text("a.text", "A text.").refusal(" ")).isPresent();
    assertThat(Setting.path("a.path", "A path.").refusal("")).isPresent();
    assertThat(Setting.path("a.path", "A path.").refusal("/a/b")).isEmpty();
    assertThat(Setting.text("a.text", "A text.").required().isRequired()).isTrue();
    assertThat(Setting.port("a.port", "A port.").or("5000").fallback()).contains("5000");
  }
}
