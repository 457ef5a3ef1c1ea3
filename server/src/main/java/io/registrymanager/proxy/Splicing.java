package io.registrymanager.proxy;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the spliced bodies of all event loops share. The system calls are linked when the first
 * large body comes, away from the event loops: until then, bodies are copied. Thread-safe.
 */
public final class Splicing {
  private static final Logger LOG = LoggerFactory.getLogger(Splicing.class);

  private final Mode mode;
  private final Pipes pipes = new Pipes();
  private final LongAdder bodies = new LongAdder();
  private final AtomicReference<@Nullable CompletableFuture<Optional<SpliceCalls>>> linking =
      new AtomicReference<>();

  /** Which bodies are spliced. */
  public enum Mode {
    /** Those for which it is worth its beginning and its end: from 256 KiB. */
    AUTO(256 * 1024),
    /** None. */
    OFF(Long.MAX_VALUE),
    /** Every one that can be, so that tests need no large ones. */
    ALWAYS(1);

    private final long smallest;

    Mode(long smallest) {
      this.smallest = smallest;
    }
  }

  Splicing(Mode mode) {
    this.mode = mode;
    if (mode == Mode.ALWAYS) {
      CompletableFuture<Optional<SpliceCalls>> done = CompletableFuture.completedFuture(link());
      linking.set(done);
    }
  }

  boolean isWorthIt(long length) {
    return length >= mode.smallest;
  }

  /** The system calls for the calling thread, once they are linked. */
  Optional<SpliceCalls> calls() {
    CompletableFuture<Optional<SpliceCalls>> linked = linking.get();
    if (linked == null) {
      CompletableFuture<Optional<SpliceCalls>> begun = new CompletableFuture<>();
      if (linking.compareAndSet(null, begun)) {
        Thread.ofPlatform().daemon().name("splice-link").start(() -> begun.complete(link()));
      }
      return Optional.empty();
    }
    return linked.getNow(Optional.empty()).map(SpliceCalls::forAnotherThread);
  }

  private static Optional<SpliceCalls> link() {
    try {
      return Optional.of(SpliceCalls.link());
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("bodies are copied: this system cannot splice ({})", e.toString());
      return Optional.empty();
    }
  }

  Pipes pipes() {
    return pipes;
  }

  void begun() {
    bodies.increment();
  }

  /** How many bodies the kernel moved, or began to. */
  public long bodies() {
    return bodies.sum();
  }

  /** How many it is moving or about to. */
  public int underWay() {
    return pipes.count();
  }
}
