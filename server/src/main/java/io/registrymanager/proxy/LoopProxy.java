package io.registrymanager.proxy;

import io.netty.channel.EventLoop;
import io.registrymanager.upstream.Backlog;
import io.registrymanager.upstream.ReceiveSize;
import io.registrymanager.upstream.UpstreamPool;
import io.registrymanager.upstream.UpstreamSettings.Patience;
import java.util.function.Consumer;

/** The proxy of one event loop. Used on that loop only. */
public final class LoopProxy {
  private final EventLoop loop;
  private final UpstreamPool pool;
  private final RegistryProxy whole;

  LoopProxy(EventLoop loop, UpstreamPool pool, RegistryProxy whole) {
    this.loop = loop;
    this.pool = pool;
    this.whole = whole;
  }

  /** The transfer of an allowed operation, not yet begun. */
  public Transfer prepare(ProxyRequest request, ClientSide client) {
    return new Transfer(this, request, client);
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

  Patience upstreamPatience() {
    return whole.patience();
  }

  RequestPrinter printer() {
    return whole.printer();
  }

  BodyFlow flow(ReceiveSize receiveSize, Consumer<Boolean> reading, Consumer<Backlog> backlog) {
    return new BodyFlow(whole.budget(), loop, receiveSize, reading, backlog);
  }
}
