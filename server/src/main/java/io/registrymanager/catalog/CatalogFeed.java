package io.registrymanager.catalog;

import io.registrymanager.catalog.RepositoryEvent.Pulled;
import io.registrymanager.catalog.RepositoryEvent.Pushed;
import io.registrymanager.observation.RequestObserver;
import io.registrymanager.observation.RequestOutcome;
import io.registrymanager.oci.Digest;
import io.registrymanager.oci.RepositoryName;
import io.registrymanager.thread.BatchQueue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what passes the proxy and tells the index, in batches and never in a request's way. What it
 * cannot keep up with is dropped and counted: the next crawl finds it. Thread-safe.
 */
public final class CatalogFeed implements RequestObserver, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogFeed.class);
  private static final BatchQueue.Bounds BOUNDS =
      new BatchQueue.Bounds(16_384, 1024, Duration.ofMillis(50));
  private static final long GLANCE_NANOS = 2_000_000;

  private final RepositoryIndex index;
  private final InstantSource clock;
  private final LookRequests looks = new LookRequests();
  private final List<Consumer<RepositoryName>> listeners = new CopyOnWriteArrayList<>();
  private final RecentPulls pulls = new RecentPulls();
  private final AtomicLong offered = new AtomicLong();
  private final AtomicLong settled = new AtomicLong();
  private final BatchQueue<RepositoryEvent> queue;

  /**
   * Feeds that index.
   *
   * @param clock the computer's
   */
  public CatalogFeed(RepositoryIndex index, InstantSource clock) {
    this.index = index;
    this.clock = new ForwardClock(clock, System::nanoTime, index.crawls().latest());
    this.queue = new BatchQueue<>("catalog-feed", BOUNDS, new Writer());
  }

  @Override
  public void ended(RequestOutcome outcome) {
    RequestOutcome.Asked asked = outcome.asked();
    switch (asked.route()) {
      case "push-manifest" -> {
        if (outcome.status() == 201) {
          RepositoryName name = name(asked);
          tell(name);
          offer(new Pushed(name, clock.instant(), user(outcome), digest(outcome)));
        }
      }
      case "delete-manifest" -> {
        if (outcome.status() == 202) {
          changed(name(asked));
        }
      }
      case "pull-manifest" -> {
        if (outcome.status() == 200 && pulls.isFirst(asked.repository(), System.nanoTime())) {
          offer(new Pulled(name(asked), clock.instant(), digest(outcome)));
        }
      }
      default -> {}
    }
  }

  /** The gate parsed it before. */
  private static RepositoryName name(RequestOutcome.Asked asked) {
    return new RepositoryName(asked.repository());
  }

  private static Optional<String> user(RequestOutcome outcome) {
    return Optional.of(outcome.user()).filter(name -> !name.isEmpty());
  }

  private static Optional<String> digest(RequestOutcome outcome) {
    return outcome.answered().digest().map(Digest::value);
  }

  /** The time of everything in the index. */
  InstantSource clock() {
    return clock;
  }

  private void offer(RepositoryEvent event) {
    offered.incrementAndGet();
    queue.offer(event);
  }

  /**
   * Waits until what was heard so far is in the index, so that whoever pushed finds it there; not
   * for longer than {@code patience}. Blocks.
   */
  void settle(Duration patience) {
    long goal = offered.get();
    long end = System.nanoTime() + patience.toNanos();
    while (settled.get() < goal && System.nanoTime() < end) {
      LockSupport.parkNanos(this, GLANCE_NANOS);
    }
  }

  /**
   * Calls {@code listener} whenever the tags of a repository may have changed; it must not block.
   */
  void onChange(Consumer<RepositoryName> listener) {
    listeners.add(listener);
  }

  /** Takes note that its tags may not be what they were, told by somebody else; never blocks. */
  void changed(RepositoryName repository) {
    tell(repository);
    looks.add(repository);
  }

  private void tell(RepositoryName repository) {
    listeners.forEach(listener -> listener.accept(repository));
  }

  /** Repositories whose tags are to be counted again. */
  LookRequests looks() {
    return looks;
  }

  /** Events that were dropped. */
  public long dropped() {
    return queue.lost();
  }

  @Override
  public void close() {
    queue.close();
  }

  private final class Writer implements BatchQueue.Sink<RepositoryEvent> {
    @Override
    public void write(List<RepositoryEvent> batch) {
      try {
        index.apply(batch);
      } catch (RuntimeException e) {
        LOG.warn("the catalog could not be written: {}", e.getMessage());
        throw e;
      }
      settled.addAndGet(batch.size());
      for (RepositoryEvent event : batch) {
        if (event instanceof Pushed) {
          looks.add(event.repository());
        }
      }
    }

    @Override
    public void lost(RepositoryEvent event) {
      settled.incrementAndGet();
    }
  }
}
