package io.registrymanager.authentication;

import io.registrymanager.identity.PasswordHash;
import io.registrymanager.secret.Secret;
import java.security.SecureRandom;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Hashes and verifies passwords with Argon2id on a few platform threads of its own: on virtual
 * threads two hashes would hold every carrier of a small machine. Thread-safe and never blocking;
 * results complete on a hashing thread, so whoever goes on from there moves away first. With the
 * queue full a stage fails with {@link HashingBusyException}.
 */
public final class PasswordHasher implements AutoCloseable {
  private static final int SALT_LENGTH = 16;
  private static final int TAG_LENGTH = 32;

  private final SecureRandom random = new SecureRandom();
  private final Argon2Hash.Cost cost;
  private final PasswordHash nobodys;
  private final ThreadPoolExecutor pool;
  private final Deque<Argon2> idle = new ConcurrentLinkedDeque<>();
  private final LongAdder computed = new LongAdder();

  /**
   * Starts no thread before the first hash.
   *
   * @throws IllegalArgumentException if all threads together would take more than half the heap
   */
  public PasswordHasher(AuthenticationSettings settings) {
    this(settings, Runtime.getRuntime().maxMemory());
  }

  PasswordHasher(AuthenticationSettings settings, long maxHeap) {
    checkHeap(settings, maxHeap);
    cost = new Argon2Hash.Cost(settings.argon2Memory(), settings.argon2Iterations());
    nobodys = new Argon2Hash(cost, random(SALT_LENGTH), random(TAG_LENGTH)).encoded();
    pool =
        new ThreadPoolExecutor(
            settings.hashingThreads(),
            settings.hashingThreads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(settings.hashingQueue()),
            Thread.ofPlatform().name("hashing-", 1).daemon().factory());
  }

  private static void checkHeap(AuthenticationSettings settings, long maxHeap) {
    long needed = (long) settings.hashingThreads() * settings.argon2Memory() << 10;
    if (needed > maxHeap / 2) {
      throw new IllegalArgumentException(
          ("Hashing passwords would take %d MiB (%d threads of %d KiB), more than half of the"
                  + " heap of %d MiB: lower %s or %s, or raise -Xmx.")
              .formatted(
                  needed >> 20,
                  settings.hashingThreads(),
                  settings.argon2Memory(),
                  maxHeap >> 20,
                  AuthenticationSettings.HASHING_THREADS.key(),
                  AuthenticationSettings.ARGON2_MEMORY.key()));
    }
  }

  /** A new hash of that password with the parameters of today. */
  public CompletionStage<PasswordHash> hash(Secret password) {
    return submit(
        argon2 -> {
          byte[] salt = random(SALT_LENGTH);
          byte[] tag = argon2.compute(password, cost, salt, TAG_LENGTH);
          return new Argon2Hash(cost, salt, tag).encoded();
        });
  }

  /**
   * Compares a password with a stored hash, at the cost that hash was made with. Fails with {@link
   * IllegalStateException} if the hash cannot be read.
   */
  public CompletionStage<PasswordMatch> verify(Secret password, PasswordHash stored) {
    return submit(
        argon2 ->
            BcryptHash.isIn(stored)
                ? compared(argon2, password, BcryptHash.parse(stored))
                : compared(argon2, password, Argon2Hash.parse(stored)));
  }

  private PasswordMatch compared(Argon2 argon2, Secret password, Argon2Hash hash) {
    byte[] tag = argon2.compute(password, hash.cost(), hash.salt(), hash.tagLength());
    if (password.isEmpty() || !hash.hasTag(tag)) {
      return PasswordMatch.MISMATCH;
    }
    return hash.cost().isLessThan(cost) ? PasswordMatch.MATCH_BUT_WEAKER : PasswordMatch.MATCH;
  }

  /** Takes what everybody's takes besides, or time would tell whose hash was imported (trap 86). */
  private PasswordMatch compared(Argon2 argon2, Secret password, BcryptHash hash) {
    byte[] _ = argon2.compute(password, cost, new byte[SALT_LENGTH], TAG_LENGTH);
    return hash.isOf(password) ? PasswordMatch.MATCH_BUT_WEAKER : PasswordMatch.MISMATCH;
  }

  /**
   * Does for a user who does not exist what {@link #verify} does for one who does, so that time
   * tells nobody which names there are (trap 86); always a mismatch.
   */
  public CompletionStage<PasswordMatch> verifyNobody(Secret password) {
    return verify(password, nobodys);
  }

  /** Whether no password waits, so that work nobody waits for would delay nobody. */
  public boolean isIdle() {
    return pool.getQueue().isEmpty();
  }

  /** How many passwords wait. */
  public int waiting() {
    return pool.getQueue().size();
  }

  /** How many hashes were computed so far. */
  public long computed() {
    return computed.sum();
  }

  /** Runs {@code work} on a hashing thread. */
  <T> CompletionStage<T> submit(Function<Argon2, T> work) {
    Task<T> task = new Task<>(work, new CompletableFuture<>());
    try {
      pool.execute(task);
    } catch (RejectedExecutionException e) {
      task.refuse();
    }
    return task.result;
  }

  /** Ends the threads after the hashes they are at; those that wait are refused as busy. */
  @Override
  public void close() {
    for (Runnable waiting : pool.shutdownNow()) {
      if (waiting instanceof Task<?> task) {
        task.refuse();
      }
    }
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private final class Task<T> implements Runnable {
    private final Function<Argon2, T> work;
    private final CompletableFuture<T> result;

    Task(Function<Argon2, T> work, CompletableFuture<T> result) {
      this.work = work;
      this.result = result;
    }

    @Override
    public void run() {
      // The one used last, so that a quiet server keeps the memory of one hash only.
      Argon2 last = idle.pollFirst();
      Argon2 argon2 = last == null ? new Argon2(cost) : last;
      try {
        T value = work.apply(argon2);
        computed.increment();
        idle.addFirst(argon2);
        result.complete(value);
      } catch (Throwable e) { // OutOfMemoryError too: somebody waits for this answer
        result.completeExceptionally(e);
      }
    }

    void refuse() {
      result.completeExceptionally(new HashingBusyException());
    }
  }
}
