package io.registrymanager.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.setting.Setting;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationSettingsTest {
  @Test
  void defaultsAreThoseOfTheDocumentation() {
    assertThat(fallback(AuthenticationSettings.ARGON2_MEMORY)).isEqualTo(19456);
    assertThat(fallback(AuthenticationSettings.ARGON2_ITERATIONS)).isEqualTo(2);
    assertThat(fallback(AuthenticationSettings.HASHING_THREADS)).isBetween(1, 4);
    assertThat(fallback(AuthenticationSettings.HASHING_QUEUE)).isEqualTo(256);
    assertThat(fallback(AuthenticationSettings.CACHE_LIFE)).isEqualTo(Duration.ofSeconds(60));
    assertThat(fallback(AuthenticationSettings.WRONG_PASSWORD_LIFE))
        .isEqualTo(Duration.ofSeconds(60));
    assertThat(fallback(AuthenticationSettings.CACHE_SIZE)).isEqualTo(100_000);
  }

  @Test
  void everySettingIsListedOnce() {
    assertThat(AuthenticationSettings.settings())
        .extracting(Setting::key)
        .doesNotHaveDuplicates()
        .hasSize(AuthenticationSettings.class.getRecordComponents().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "x", "4294967297", " 2"})
  void numbersOutOfBoundsAreRefused(String text) {
    assertThatThrownBy(() -> AuthenticationSettings.HASHING_THREADS.parser().apply(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a whole number from 1 to 64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "60", "0s", "-1s", "2h", "x", "PT60S"})
  void durationsOutOfBoundsAreRefused(String text) {
    assertThatThrownBy(() -> AuthenticationSettings.CACHE_LIFE.parser().apply(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a duration");
  }

  private static <T> T fallback(Setting<T> setting) {
    return setting.parser().apply(setting.fallback().orElseThrow());
  }
}
