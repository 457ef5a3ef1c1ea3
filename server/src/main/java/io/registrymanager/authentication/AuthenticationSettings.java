package io.registrymanager.authentication;

import io.registrymanager.setting.Setting;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

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

  /** KiB of memory for each hash. */
  public static final Setting<Integer> ARGON2_MEMORY =
      number(
          "authentication.argon2-memory",
          "19456",
          8,
          Argon2Hash.MAX_MEMORY,
          "Memory in KiB that hashing one password takes (Argon2id).");

  /** Passes over the memory. */
  public static final Setting<Integer> ARGON2_ITERATIONS =
      number(
          "authentication.argon2-iterations",
          "2",
          1,
          Argon2Hash.MAX_ITERATIONS,
          "Passes over that memory for one password.");

  /** Threads that hash. */
  public static final Setting<Integer> HASHING_THREADS =
      new Setting<>(
          "authentication.hashing-threads",
          "auto or number",
          text -> text.equals("auto") ? threadsOfThisMachine() : whole(text, 1, 64),
          Optional.of("auto"),
          "How many passwords are hashed at once; auto is one less than the cores, from 1 to 4.",
          List.of());

  /** Logins that may wait for a hash. */
  public static final Setting<Integer> HASHING_QUEUE =
      number(
          "authentication.hashing-queue",
          "256",
          1,
          100_000,
          "How many passwords may wait to be hashed before logins are answered 503.");

  /** Life of verified credentials. */
  public static final Setting<Duration> CACHE_LIFE =
      duration("authentication.cache-life", "How long verified credentials are remembered.");

  /** Life of refused credentials. */
  public static final Setting<Duration> WRONG_PASSWORD_LIFE =
      duration("authentication.wrong-password-life", "How long a wrong password is remembered.");

  /** Credentials remembered. */
  public static final Setting<Integer> CACHE_SIZE =
      number(
          "authentication.cache-size",
          "100000",
          1,
          10_000_000,
          "How many credentials are remembered at most.");

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

  private static int threadsOfThisMachine() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, 4);
  }

  private static Setting<Integer> number(
      String key, String fallback, int min, int max, String description) {
    Function<String, Integer> parser = text -> whole(text, min, max);
    return new Setting<>(key, "number", parser, Optional.of(fallback), description, List.of());
  }

  private static int whole(String text, int min, int max) {
    String expected = "a whole number from " + min + " to " + max;
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expected, e);
    }
    throw new IllegalArgumentException(expected);
  }

  private static Setting<Duration> duration(String key, String description) {
    return new Setting<>(
        key,
        "duration",
        AuthenticationSettings::span,
        Optional.of("60s"),
        description + " A change of the account ends it at once.",
        List.of());
  }

  private static Duration span(String text) {
    String expected = "a duration from 1s to 1h, such as 60s or 5m";
    try {
      Duration span = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
      if (span.toSeconds() >= 1 && span.compareTo(Duration.ofHours(1)) <= 0) {
        return span;
      }
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(expected, e);
    }
    throw new IllegalArgumentException(expected);
  }
}
