package io.registrymanager.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void equalSecretsMatchAndOthersDoNot() {
    assertThat(Secret.of("hunter2").matches(Secret.of("hunter2"))).isTrue();
    assertThat(Secret.of("hunter2").matches(Secret.of("hunter2".getBytes(UTF_8)))).isTrue();
    assertThat(Secret.of("hunter2").matches(Secret.of("hunter3"))).isFalse();
    assertThat(Secret.of("hunter2").matches(Secret.of("hunter"))).isFalse();
    assertThat(Secret.of("hunter").matches(Secret.of("hunter2"))).isFalse();
  }

  @Test
  void trap83AnEmptySecretMatchesNothing() {
    Secret empty = Secret.of("");
    assertThat(empty.isEmpty()).isTrue();
    assertThat(empty.matches(empty)).isFalse();
    assertThat(empty.matches(Secret.of(new byte[0]))).isFalse();
    assertThat(empty.matches(Secret.of("x"))).isFalse();
    assertThat(Secret.of("x").matches(empty)).isFalse();
  }

  @Test
  void aSecretHasNoPrintableForm() {
    assertThat(Secret.of("hunter2")).hasToString("***");
    assertThat("" + Secret.of("")).isEqualTo("***");
  }

  @Test
  void aSecretIsNotComparedByEquals() {
    assertThat(Arrays.stream(Secret.class.getDeclaredMethods()).map(Method::getName))
        .doesNotContain("equals", "hashCode");
  }

  @Test
  void theBytesAreOurOwn() {
    byte[] given = "hunter2".getBytes(UTF_8);
    Secret secret = Secret.of(given);
    given[0] = 'x';
    assertThat(secret.revealText()).isEqualTo("hunter2");
    assertThat(secret.<String>reveal(bytes -> new String(bytes, UTF_8))).isEqualTo("hunter2");
  }
}
