package io.registrymanager.upstream;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpMethod;
import io.registrymanager.catalog.UpstreamCatalogException;
import io.registrymanager.thread.Blocking;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Small questions of our own to the registry, their answers whole in memory: a few at a time, over
 * connections of their own on one event loop, so that they never stand in a client's way. Blocks,
 * but never for long. Thread-safe.
 */
final class UpstreamClient {
  private static final int AT_ONCE = 8;
  private static final int LARGEST_ANSWER = 32 * 1024 * 1024;

  private final EventLoop loop;
  private final UpstreamSettings settings;
  private final UpstreamPool pool;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  UpstreamClient(
      EventLoop loop, UpstreamSettings settings, UpstreamAddress address, Transport transport) {
    this.loop = loop;
    this.settings = settings;
    this.pool = new UpstreamPool(loop, 1, settings, address, transport);
    loop.scheduleAtFixedRate(() -> pool.sweep(System.nanoTime()), 1, 1, TimeUnit.SECONDS);
  }

  /**
   * An answer.
   *
   * @param links the values of its {@code Link} headers
   * @param date the value of its {@code Date} header, or empty
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Reply(int status, List<String> links, String date, byte[] body) {}

  /**
   * Asks.
   *
   * @param accept the value of {@code Accept}
   * @throws UpstreamCatalogException if there is no whole answer within the time for one
   */
  Reply ask(HttpMethod method, String target, Optional<String> accept) {
    Blocking.check();
    Duration patience = settings.patience().head();
    try {
      if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new UpstreamCatalogException("too many questions wait for the registry");
      }
      try {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        UpstreamCall call = new UpstreamCall(pool, method, target, accept, LARGEST_ANSWER, reply);
        loop.execute(call::begin);
        return await(call, reply, patience.multipliedBy(2));
      } finally {
        turns.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UpstreamCatalogException("interrupted while the registry was asked");
    }
  }

  private Reply await(UpstreamCall call, CompletableFuture<Reply> reply, Duration patience)
      throws InterruptedException {
    try {
      return reply.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      loop.execute(call::abandon);
      throw new UpstreamCatalogException("the registry does not answer");
    } catch (InterruptedException e) {
      loop.execute(call::abandon);
      throw e;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new UpstreamCatalogException(
          cause == null ? "the registry cannot be asked" : String.valueOf(cause.getMessage()));
    }
  }
}
