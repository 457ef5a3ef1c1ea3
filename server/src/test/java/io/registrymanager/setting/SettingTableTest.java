package io.registrymanager.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTableTest {
  private static final Setting<Integer> PORT = Setting.port("listen.port", "A port.").or("5000");
  private static final Setting<String> CONTACT = Setting.text("contact", "Whom to ask.");
  private static final Setting<String> URL = Setting.text("upstream.url", "A URL.").required();
  private static final SettingTable TABLE =
      new SettingTable(
          List.of(PORT, CONTACT, URL, Setting.secret("admin.password", "A password.")));

  @ParameterizedTest
  @CsvSource({
    "listen.prot, listen.port",
    "lisen.port, listen.port",
    "listen-port, listen.port",
    "port, listen.port",
    "contakt, contact",
    "admin.pasword-file, admin.password-file",
  })
  void misspeltKeysAreUnderstood(String wrong, String right) {
    assertThat(TABLE.suggest(wrong)).contains(right);
  }

  @Test
  void somethingElseIsNotGuessedAt() {
    assertThat(TABLE.suggest("telemetry.enabled")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Listen", "listen..port", "listen.", "-a", "a--b", "a_b", "1a"})
  void malformedKeysAreRefused(String key) {
    assertThatThrownBy(() -> new SettingTable(List.of(Setting.text(key, "Text."))))
        .hasMessageContaining("is not a key");
  }

  @Test
  void clashingKeysAreRefused() {
    assertRefused("is declared twice", "a.b", "a.b");
    assertRefused("is the beginning of another key", "a", "a.b");
    assertRefused("has the environment variable of a-b", "a-b", "a.b");
  }

  @Test
  void aSecretsFileKeyMayNotBeASettingToo() {
    Setting<?> secret = Setting.secret("a.key", "A key.");
    Setting<?> file = Setting.text("a.key-file", "A file.");
    assertThatThrownBy(() -> new SettingTable(List.of(secret, file)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDefaultThatIsNoValueIsRefused() {
    assertThatThrownBy(() -> new SettingTable(List.of(Setting.port("a", "A port.").or("x"))))
        .hasMessageContaining("a port from 0 to 65535");
  }

  @Test
  void valuesAreTypedAndKnowTheirSource() {
    Values values = Values.of(TABLE, Map.of("contact", "ops"));
    int port = values.get(PORT);
    assertThat(port).isEqualTo(5000);
    assertThat(values.value(PORT).source()).isEqualTo(Source.FALLBACK);
    assertThat(values.find(CONTACT)).contains("ops");
    assertThat(values.find(URL)).isEmpty();
    assertThat(values.value(URL).source()).isEqualTo(Source.NONE);
    List<Setting<?>> missing = values.missing();
    assertThat(missing).hasSize(1).first().isEqualTo(URL);
    assertThatThrownBy(() -> values.get(URL)).hasMessageContaining("upstream.url");
  }

  @Test
  void valuesHoldNothingMalformedAndNothingUnknown() {
    assertThatThrownBy(() -> Values.of(TABLE, Map.of("listen.port", "x")))
        .hasMessageContaining("a port from 0 to 65535");
    assertThatThrownBy(() -> Values.of(TABLE, Map.of("nothing", "x")))
        .hasMessageContaining("nothing");
    Value foreign = new Value(Setting.text("other", "Text."), Optional.of("x"), Source.NONE);
    assertThatThrownBy(() -> new Values(TABLE, List.of(foreign))).hasMessageContaining("other");
  }

  private static void assertRefused(String why, String... keys) {
    List<Setting<String>> settings =
        java.util.Arrays.stream(keys).map(key -> Setting.text(key, "Text.")).toList();
    assertThatThrownBy(() -> new SettingTable(settings)).hasMessageContaining(why);
  }
}
