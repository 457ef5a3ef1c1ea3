package io.registrymanager.authentication;

import io.registrymanager.setting.Setting;
import io.registrymanager.setting.Values;
import java.time.Duration;
import java.util.List;

/**
 * How passwords are hashed, and how long what was found out about credentials is remembered.
 *
 * @param argon2Memory KiB for each hash
 * @param argon2Iterations passes over that memory
 * @param hashingThreads how many hashes are computed at once
 * @param hashingQueue how many may wait; one more is told to come back later
 * @param cacheLife how long verified credentials are remembered
 * @param wrongPasswordLife how long refused credentials are remembered
 * @param cacheSize how many credentials are remembered at most
 */
public record AuthenticationSettings(
    int argon2Memory,
    int argon2Iterations,
    int hashingThreads,
    int hashingQueue,
    Duration cacheLife,
    Duration wrongPasswordLife,
    int cacheSize) {
  static final Setting<Integer> ARGON2_MEMORY =
      Setting.integer(
              "authentication.argon2-memory",
              8,
              Argon2Hash.MAX_MEMORY,
              "Memory in KiB that hashing one password takes (Argon2id).")
          .or("19456");
  private static final Setting<Integer> ARGON2_ITERATIONS =
      Setting.integer(
              "authentication.argon2-iterations",
              1,
              Argon2Hash.MAX_ITERATIONS,
              "Passes over that memory for one password.")
          .or("2");
  static final Setting<Integer> HASHING_THREADS =
      Setting.of(
              "authentication.hashing-threads",
              "auto or number",
              AuthenticationSettings::threads,
              "How many passwords are hashed at once; auto is one less than the cores, from 1 to 4.")
          .or("auto");
  private static final Setting<Integer> HASHING_QUEUE =
      Setting.integer(
              "authentication.hashing-queue",
              1,
              100_000,
              "How many passwords may wait to be hashed before logins are answered 503.")
          .or("256");
  private static final Setting<Duration> CACHE_LIFE =
      Setting.duration(
              "authentication.cache-life",
              "How long verified credentials are remembered; a change of the account ends it at once.")
          .or("60s");
  private static final Setting<Duration> WRONG_PASSWORD_LIFE =
      Setting.duration(
              "authentication.wrong-password-life",
              "How long a wrong password is remembered; a change of the account ends it at once.")
          .or("60s");
  private static final Setting<Integer> CACHE_SIZE =
      Setting.integer(
              "authentication.cache-size",
              1,
              10_000_000,
              "How many credentials are remembered at most.")
          .or("100000");

  /** All settings of this room. */
  public static List<Setting<?>> settings() {
    return List.of(
        ARGON2_MEMORY,
        ARGON2_ITERATIONS,
        HASHING_THREADS,
        HASHING_QUEUE,
        CACHE_LIFE,
        WRONG_PASSWORD_LIFE,
        CACHE_SIZE);
  }

  /** Reads them. */
  public static AuthenticationSettings from(Values values) {
    return new AuthenticationSettings(
        values.get(ARGON2_MEMORY),
        values.get(ARGON2_ITERATIONS),
        values.get(HASHING_THREADS),
        values.get(HASHING_QUEUE),
        values.get(CACHE_LIFE),
        values.get(WRONG_PASSWORD_LIFE),
        values.get(CACHE_SIZE));
  }

  private static int threads(String text) {
    return text.equals("auto")
        ? Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, 4)
        : Setting.integer("authentication.hashing-threads", 1, 64, "").parser().apply(text);
  }
}
