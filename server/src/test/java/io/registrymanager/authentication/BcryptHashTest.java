package io.registrymanager.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registrymanager.authentication.AuthenticationResult.Authenticated;
import io.registrymanager.authentication.AuthenticationResult.Rejected;
import io.registrymanager.identity.LocalUser;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.identity.UserId;
import io.registrymanager.identity.Username;
import io.registrymanager.secret.Secret;
import io.registrymanager.testkit.Await;
import java.time.Duration;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 87. */
class BcryptHashTest {
  private static final String TAIL = "abcdefghijklmnopqrstuuXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX";

  @ParameterizedTest
  @ValueSource(strings = {"2a", "2b", "2y"})
  void theThreeKindsMeanTheSame(String kind) {
    BcryptHash hash = hash(kind, "correct-horse");

    assertThat(hash.isOf(Secret.of("correct-horse"))).isTrue();
    assertThat(hash.isOf(Secret.of("correct-Horse"))).isFalse();
    assertThat(hash.isOf(Secret.of(""))).isFalse();
  }

  @Test
  void whatAnotherProgramMadeIsRead() {
    // From the test vectors that come with crypt_blowfish.
    PasswordHash foreign =
        BcryptHash.read("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")
            .orElseThrow();

    assertThat(BcryptHash.parse(foreign).isOf(Secret.of("U*U"))).isTrue();
    assertThat(BcryptHash.parse(foreign).isOf(Secret.of("U*U*"))).isFalse();
  }

  @Test
  void aPasswordIsNeverCutToWhatFits() {
    BcryptHash hash = hash("2a", "x".repeat(72));

    assertThat(hash.isOf(Secret.of("x".repeat(72)))).isTrue();
    assertThat(hash.isOf(Secret.of("x".repeat(73)))).isFalse();
    assertThat(hash.isOf(Secret.of("x".repeat(71)))).isFalse();
    assertThat(hash("2a", "ä".repeat(36)).isOf(Secret.of("ä".repeat(36) + "!"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2x$05$" + TAIL,
        "$2a$03$" + TAIL,
        "$2a$15$" + TAIL,
        "$2a$31$" + TAIL,
        "$2a$5$" + TAIL,
        "$2a$05$" + TAIL + "x",
        "$2a$05$",
        "$apr1$abcdefgh$1234567890123456789012",
        "secret",
        "",
        "$2a$05$!bcdefghijklmnopqrstuuXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
        "$2a$05$" + TAIL + "\n",
      })
  void nothingElseIsOne(String text) {
    assertThat(BcryptHash.read(text)).isEmpty();
    assertThatThrownBy(() -> BcryptHash.parse(new PasswordHash(text)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theFirstLoginPutsArgon2idInItsPlace() {
    try (LoginDesk desk = new LoginDesk()) {
      UserId alice = desk.create("alice", "another one");
      desk.setHash(alice, made("2y", "correct-horse"));

      assertThat(desk.hashesOfLogin("alice", "wrong")).isEqualTo(1);
      assertThat(stored(desk)).startsWith("$2y$");
      assertThat(desk.login("alice", "correct-horse")).isInstanceOf(Authenticated.class);

      Await.until(
          Duration.ofSeconds(30),
          "the hash is renewed",
          () -> stored(desk).startsWith("$argon2id$"));
      desk.pass(Duration.ofMinutes(2));
      assertThat(desk.login("alice", "correct-horse")).isInstanceOf(Authenticated.class);
      assertThat(desk.login("alice", "another one")).isInstanceOf(Rejected.class);
    }
  }

  private static String stored(LoginDesk desk) {
    return desk.store.find(new Username("alice")).orElseThrow() instanceof LocalUser user
        ? user.password().encoded()
        : "";
  }

  private static BcryptHash hash(String kind, String password) {
    return BcryptHash.parse(made(kind, password));
  }

  private static PasswordHash made(String kind, String password) {
    return new PasswordHash(
        Secret.of(password)
            .reveal(bytes -> OpenBSDBCrypt.generate(kind, bytes.clone(), new byte[16], 4)));
  }
}
