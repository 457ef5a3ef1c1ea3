package io.registrymanager.proxy;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpContent;
import io.registrymanager.oci.RegistryOperation.FinishUpload;
import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.upstream.BodySink;
import io.registrymanager.upstream.BodySource;
import io.registrymanager.upstream.UpstreamPool;
import java.time.Duration;
import java.util.function.Consumer;

/** The proxy of one event loop. Used on that loop only. */
public final class LoopProxy {
  private final EventLoop loop;
  private final UpstreamPool pool;
  private final RegistryProxy whole;
  private final LoopSplicing splicing;

  LoopProxy(EventLoop loop, UpstreamPool pool, RegistryProxy whole) {
    this.loop = loop;
    this.pool = pool;
    this.whole = whole;
    this.splicing = new LoopSplicing(whole.splicing());
  }

  /** The transfer of an allowed operation, not yet begun. */
  public Transfer prepare(ProxyRequest request, ClientSide client) {
    return new Transfer(this, request, client);
  }

  /** For how long a body may stand still. */
  public Duration standstill() {
    return settings().bodyIdle();
  }

  /** Ends what waits or idles too long; called about once a second. */
  public void sweep(long now) {
    pool.sweep(now);
  }

  UpstreamPool pool() {
    return pool;
  }

  ProxySettings settings() {
    return whole.settings();
  }

  /** For how long the registry may be silent before it answers. */
  Duration patience(OnRepository operation) {
    return operation instanceof FinishUpload ? whole.patience().finish() : whole.patience().head();
  }

  /** One direction of a transfer; see {@link BodyFlow}. */
  BodyFlow flow(
      BodySource source, BodySink sink, Runnable progress, Consumer<HttpContent> heldBack) {
    return new BodyFlow(whole.budget(), splicing, loop, source, sink, progress, heldBack);
  }
}
