package io.registrymanager.testkit;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a process holds and could lose: descriptors of sockets and pipes, and the memory of buffers
 * that are given out. Counted before a fault and again after it.
 *
 * @param descriptors sockets and pipes, those of the test's own clients and servers included
 * @param bufferBytes direct memory of pooled buffers in use; 0 where another process is looked at
 */
public record Held(long descriptors, long bufferBytes) {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration STILL = Duration.ofMillis(200);

  /** This process's, once it does not change any more: what ends, ends a moment later. */
  public static Held atRest() {
    Held[] last = {now()};
    long[] since = {System.nanoTime()};
    Await.until(
        LIMIT,
        "as much was held as a moment before",
        () -> {
          Held now = now();
          if (!now.equals(last[0])) {
            last[0] = now;
            since[0] = System.nanoTime();
          }
          return System.nanoTime() - since[0] > STILL.toNanos();
        });
    return last[0];
  }

  /** Waits until this process holds no more than this again. */
  public void awaitAgain() {
    awaitAgain(Held::now);
  }

  /** Waits until no more than this is held again. */
  public void awaitAgain(Supplier<Held> held) {
    Held[] last = {this};
    try {
      Await.until(
          LIMIT,
          "no more was held",
          () -> {
            last[0] = held.get();
            return last[0].descriptors <= descriptors && last[0].bufferBytes <= bufferBytes;
          });
    } catch (AssertionError e) {
      throw new AssertionError("It held %s at first and %s now.".formatted(this, last[0]), e);
    }
  }

  /** What another process holds. */
  public static Held of(long pid) {
    return new Held(descriptors(Long.toString(pid)), 0);
  }

  private static Held now() {
    return new Held(descriptors("self"), PooledByteBufAllocator.DEFAULT.pinnedDirectMemory());
  }

  private static long descriptors(String process) {
    try (Stream<Path> all = Files.list(Path.of("/proc", process, "fd"))) {
      List<Path> open = all.toList();
      return open.stream().map(Held::target).filter(Held::canBeLost).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files are opened when a class or a database is first needed, and stay open. */
  private static boolean canBeLost(String target) {
    return target.startsWith("socket:") || target.startsWith("pipe:");
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException _) {
      return ""; // closed in the meantime
    }
  }
}
