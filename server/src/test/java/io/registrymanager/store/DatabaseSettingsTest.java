package io.registrymanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.setting.Setting;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {
  @Test
  void theDefaultsOfTheTableAreTheDefaults() {
    assertThat(
            new DatabaseSettings(
                fallback(DatabaseSettings.LOCK_WAIT),
                fallback(DatabaseSettings.BUSY_TIMEOUT),
                fallback(DatabaseSettings.READERS)))
        .isEqualTo(DatabaseSettings.DEFAULT);
    assertThat(DatabaseSettings.settings())
        .extracting(Setting::key)
        .containsExactly("store.lock-wait", "store.busy-timeout", "store.readers");
  }

  @Test
  void durationsHaveAUnit() {
    assertThat(DatabaseSettings.LOCK_WAIT.parser().apply("250ms"))
        .isEqualTo(Duration.ofMillis(250));
    assertThat(DatabaseSettings.LOCK_WAIT.parser().apply("0s")).isZero();
    assertThat(DatabaseSettings.LOCK_WAIT.parser().apply("2m")).isEqualTo(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "-5s", "5 s", "5h", "5S", "1.5s", "99999999999s"})
  void whatIsNoDurationIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> DatabaseSettings.BUSY_TIMEOUT.parser().apply(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a duration such as 500ms, 5s or 1m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65", "-1", "two", "2.0", "1000"})
  void whatIsNoNumberOfReadersIsRefused(String text) {
    assertThatThrownBy(() -> DatabaseSettings.READERS.parser().apply(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a number from 1 to 64");
  }

  private static <T> T fallback(Setting<T> setting) {
    return setting.parser().apply(setting.fallback().orElseThrow());
  }
}
