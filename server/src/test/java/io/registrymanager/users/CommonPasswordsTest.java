package io.registrymanager.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {
  @ParameterizedTest
  @ValueSource(strings = {"password", "PassWord", "12345678", "password1"})
  void whatIsTriedFirstIsRefused(String password) {
    assertThat(new PasswordPolicy(UserDesk.SETTINGS).objections(password, Optional.empty()))
        .containsExactly("is one of the most common passwords");
  }

  @ParameterizedTest
  @ValueSource(strings = {"long enough", "password\n", " password", "passwor"})
  void anythingElseIsNot(String password) {
    assertThat(CommonPasswords.contains(password)).isFalse();
  }

  @Test
  void thereAreTenThousandOfThem() throws IOException {
    try (InputStream resource =
        Objects.requireNonNull(CommonPasswords.class.getResourceAsStream("common-passwords.txt"))) {
      List<String> all =
          new String(resource.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
      assertThat(all)
          .hasSize(10_000)
          .doesNotHaveDuplicates()
          .isSorted()
          .allMatch(p -> p.length() >= 8 && p.length() <= 64 && p.chars().noneMatch(c -> c <= ' '));
    }
  }
}
