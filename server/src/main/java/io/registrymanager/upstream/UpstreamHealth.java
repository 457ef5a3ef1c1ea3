package io.registrymanager.upstream;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.registrymanager.observation.HealthIndicator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Whether the registry answers, asked with {@code GET /v2/} and our own login over a pool of its
 * own. Thread-safe.
 */
public final class UpstreamHealth implements HealthIndicator {
  private static final int PATIENCE_SECONDS = 5;

  private final UpstreamPool pool;
  private final EventLoop loop;

  /** Asks on that event loop. */
  public UpstreamHealth(
      EventLoop loop, UpstreamSettings settings, UpstreamAddress address, Transport transport) {
    this.pool = new UpstreamPool(loop, 1, settings, address, transport);
    this.loop = loop;
  }

  @Override
  public String name() {
    return "registry";
  }

  @Override
  public CompletionStage<Health> check() {
    CompletableFuture<Health> health = new CompletableFuture<>();
    loop.execute(() -> pool.acquire(UpstreamPool.Freshness.NEW, new Question(health)));
    return health;
  }

  private final class Question implements UpstreamPool.Taker, UpstreamListener {
    private final CompletableFuture<Health> health;

    private Question(CompletableFuture<Health> health) {
      this.health = health;
    }

    @Override
    public void take(UpstreamConnection connection) {
      connection.lease(this);
      HeadPrinter ping =
          connection.request("GET", "/v2/").field(HttpHeaderNames.CONNECTION, "close");
      connection.begin(ping, BodyForm.NONE);
      connection.flush();
      loop.schedule(connection::close, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public boolean isWaiting() {
      return true;
    }

    @Override
    public void refuse(UpstreamPool.Refusal refusal) {
      health.complete(new Health.Down("the registry cannot be reached"));
    }

    @Override
    public void answered(HttpResponse head) {
      int status = head.status().code();
      health.complete(
          switch (status) {
            case 200 -> new Health.Up();
            case 401, 403 -> new Health.Down("the registry does not accept our login");
            default -> new Health.Down("the registry answers " + status);
          });
    }

    @Override
    public void received(HttpContent content) {
      content.release();
    }

    @Override
    public void paused() {
      // nothing is written back
    }

    @Override
    public void writabilityChanged() {
      // one small request
    }

    @Override
    public void lost(Loss cause) {
      health.complete(new Health.Down("the registry closed the connection"));
    }
  }
}
