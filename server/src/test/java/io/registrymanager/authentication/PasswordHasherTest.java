package io.registrymanager.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.registrymanager.identity.PasswordHash;
import io.registrymanager.secret.Secret;
import io.registrymanager.testkit.Pause;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHasherTest {
  private static final Secret PASSWORD = Secret.of("correct horse");

  private final PasswordHasher hasher = new PasswordHasher(Hashing.settings());

  @AfterEach
  void close() {
    hasher.close();
  }

  @Test
  void aPasswordMatchesItsHashAndNoOther() {
    PasswordHash hash = join(hasher.hash(PASSWORD));

    assertThat(hash.encoded()).matches("\\$argon2id\\$v=19\\$m=64,t=1,p=1\\$.{22}\\$.{43}");
    assertThat(join(hasher.verify(PASSWORD, hash))).isEqualTo(PasswordMatch.MATCH);
    assertThat(join(hasher.verify(Secret.of("correct horsE"), hash)))
        .isEqualTo(PasswordMatch.MISMATCH);
    assertThat(join(hasher.hash(PASSWORD))).as("another salt").isNotEqualTo(hash);
  }

  @Test
  void agreesWithTheReferenceImplementation() {
    PasswordHash reference =
        new PasswordHash(
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4");

    assertThat(join(hasher.verify(Secret.of("password"), reference)))
        .isEqualTo(PasswordMatch.MATCH);
  }

  @Test
  void passwordsAreNeitherCutNorEndedByNul() {
    // Trap 87: bcrypt sees 72 bytes, and nothing behind a NUL.
    PasswordHash hash = join(hasher.hash(Secret.of("x".repeat(1000) + "\0a")));

    assertThat(join(hasher.verify(Secret.of("x".repeat(1000) + "\0b"), hash)))
        .isEqualTo(PasswordMatch.MISMATCH);
  }

  @Test
  void anEmptyPasswordMatchesNothing() {
    PasswordHash hash = join(hasher.hash(Secret.of("")));

    assertThat(join(hasher.verify(Secret.of(""), hash))).isEqualTo(PasswordMatch.MISMATCH);
  }

  @Test
  void aHashOfWeakerParametersIsToldApart() {
    PasswordHash weak = join(hasher.hash(PASSWORD));
    try (PasswordHasher stronger = new PasswordHasher(Hashing.withMemory(128))) {
      PasswordHash strong = join(stronger.hash(PASSWORD));

      assertThat(join(stronger.verify(PASSWORD, weak))).isEqualTo(PasswordMatch.MATCH_BUT_WEAKER);
      assertThat(join(stronger.verify(Secret.of("wrong"), weak))).isEqualTo(PasswordMatch.MISMATCH);
      assertThat(join(hasher.verify(PASSWORD, strong))).isEqualTo(PasswordMatch.MATCH);
    }
  }

  @Test
  void nobodyCostsOneHashAndNeverMatches() {
    assertThat(join(hasher.verifyNobody(PASSWORD))).isEqualTo(PasswordMatch.MISMATCH);
    assertThat(hasher.computed()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "$2a$10$abcdefghijklmnopqrstuv",
        "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=64,t=999,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=4,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$"
      })
  void aStoredHashThatCannotBeReadIsNoVerdict(String encoded) {
    assertThatThrownBy(() -> join(hasher.verify(PASSWORD, new PasswordHash(encoded))))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stored password hash")
        .hasMessageNotContaining(PASSWORD.revealText());
  }

  @Test
  void aFullQueueIsBusyAndSaysSoAtOnce() {
    Pause pause = Hashing.hold(hasher);
    List<CompletionStage<PasswordHash>> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiting.add(hasher.hash(PASSWORD));
    }

    assertThat(hasher.waiting()).isEqualTo(8);
    assertThat(hasher.isIdle()).isFalse();
    assertThatThrownBy(() -> join(hasher.hash(PASSWORD)))
        .hasCauseInstanceOf(HashingBusyException.class);
    assertThatThrownBy(() -> join(hasher.verifyNobody(PASSWORD)))
        .hasCauseInstanceOf(HashingBusyException.class);

    pause.release();
    waiting.forEach(stage -> assertThat(join(stage).encoded()).startsWith("$argon2id$"));
    assertThat(join(hasher.hash(PASSWORD)).encoded()).startsWith("$argon2id$");
  }

  @Test
  void closingRefusesThoseWhoWait() {
    Pause pause = Hashing.hold(hasher);
    CompletionStage<PasswordHash> waiting = hasher.hash(PASSWORD);

    hasher.close();

    assertThatThrownBy(() -> join(waiting)).hasCauseInstanceOf(HashingBusyException.class);
    assertThatThrownBy(() -> join(hasher.hash(PASSWORD)))
        .hasCauseInstanceOf(HashingBusyException.class);
    pause.release();
  }

  @Test
  void hashesOnPlatformThreads() {
    boolean virtual = join(hasher.submit(_ -> Thread.currentThread().isVirtual()));

    assertThat(virtual).isFalse();
  }

  @Test
  void afterTheFirstHashItsMemoryIsUsedAgain() {
    try (PasswordHasher large = new PasswordHasher(Hashing.withMemory(8192))) {
      join(large.hash(PASSWORD));
      long allocated =
          join(
              large.submit(
                  argon2 -> {
                    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
                    long before = threads.getCurrentThreadAllocatedBytes();
                    argon2.compute(PASSWORD, new Argon2Hash.Cost(8192, 1), new byte[16], 32);
                    return threads.getCurrentThreadAllocatedBytes() - before;
                  }));

      assertThat(allocated).isLessThan(1 << 20);
    }
  }

  @Test
  void moreThanHalfTheHeapIsRefusedWithTheSettingsToChange() {
    long heap = 2L * 64 * 1024;

    new PasswordHasher(Hashing.settings(), heap).close();
    assertThatThrownBy(() -> new PasswordHasher(Hashing.settings(), heap - 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "1 threads of 64 KiB",
            "authentication.hashing-threads",
            "authentication.argon2-memory",
            "-Xmx");
  }

  private static <T> T join(CompletionStage<T> stage) throws CompletionException {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
