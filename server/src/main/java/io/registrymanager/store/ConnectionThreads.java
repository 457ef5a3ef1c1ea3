package io.registrymanager.store;

import io.registrymanager.identity.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * A few platform threads with a connection each, and callers that wait. A virtual thread inside the
 * driver's native code would pin its carrier, and a slow disk would stop them all.
 */
final class ConnectionThreads implements AutoCloseable {
  private static final int WAITING = 1024;
  private static final long CLOSE_SECONDS = 30;

  private final Failures failures;
  private final Duration patience;
  private final Semaphore places;
  private final BlockingQueue<Handle> connections;
  private final ExecutorService threads;

  /**
   * @param patience how long a caller waits for a place in the queue
   */
  ConnectionThreads(
      String name, int count, ConnectionFactory opener, Failures failures, Duration patience)
      throws SQLException {
    this.failures = failures;
    this.patience = patience;
    this.places = new Semaphore(count + WAITING);
    this.connections = new ArrayBlockingQueue<>(count);
    Jdbi jdbi = Jdbi.create(opener);
    // No statement here is a template, and reading the first one as such takes part of a start.
    jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
    try {
      for (int i = 0; i < count; i++) {
        connections.add(jdbi.open());
      }
    } catch (RuntimeException e) {
      closeConnections();
      throw e;
    }
    this.threads =
        Executors.newFixedThreadPool(count, Thread.ofPlatform().daemon().name(name, 1).factory());
  }

  /**
   * Runs {@code work} on one of the threads and waits for its end, also when interrupted: the
   * caller must learn whether a change was made.
   *
   * @throws StoreException if it fails, or does not get its turn
   */
  <T> T call(Function<Handle, T> work) {
    enter();
    try {
      return CompletableFuture.supplyAsync(() -> onConnection(work), threads).join();
    } catch (CompletionException e) {
      throw failures.ofCall(e.getCause() == null ? e : e.getCause());
    } catch (RejectedExecutionException e) {
      throw new StoreException("the database is closed", e);
    } finally {
      places.release();
    }
  }

  /**
   * Asks for nothing, and does not wait: for its first statement the library takes longer than for
   * all others of a start, and whoever opened this has more to do. A failure shows again at the
   * first call.
   */
  void practice() {
    Future<Integer> _ =
        threads.submit(
            () -> onConnection(handle -> handle.createQuery("SELECT 1").mapTo(int.class).one()));
  }

  private void enter() {
    try {
      if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StoreException("too many calls are waiting for the database");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted before the database was asked", e);
    }
  }

  /** There is a connection for each thread, so none ever waits here. */
  private <T> T onConnection(Function<Handle, T> work) {
    Handle handle = connections.remove();
    try {
      return work.apply(handle);
    } finally {
      connections.add(handle);
    }
  }

  /** Finishes what was handed over, then closes the connections. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        throw new StoreException("the database is still busy");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while the database was closing", e);
    }
    closeConnections();
  }

  private void closeConnections() {
    connections.forEach(Handle::close);
  }
}
