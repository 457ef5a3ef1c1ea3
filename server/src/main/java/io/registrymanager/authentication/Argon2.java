package io.registrymanager.authentication;

import io.registrymanager.secret.Secret;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Computes Argon2id in memory that it keeps: without that, each hash leaves 19 MiB of garbage and a
 * small heap does nothing but collect. Not thread-safe: one for each hash that is computed at once.
 */
final class Argon2 {
  private final FixedBlockPool blocks;

  /** Keeps as much memory as hashes of that cost take; it is zeroed after each. */
  Argon2(Argon2Hash.Cost cost) {
    blocks = new FixedBlockPool(Argon2BytesGenerator.getBlockCount(cost.memory(), 1));
  }

  byte[] compute(Secret password, Argon2Hash.Cost cost, byte[] salt, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memory())
            .withIterations(cost.iterations())
            .withParallelism(1)
            .withSalt(salt)
            .withBlockPool(blocks)
            .build());
    byte[] tag = new byte[length];
    password.reveal(bytes -> generator.generateBytes(bytes, tag));
    return tag;
  }
}
