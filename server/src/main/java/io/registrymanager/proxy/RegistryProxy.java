package io.registrymanager.proxy;

import io.netty.channel.EventLoop;
import io.registrymanager.upstream.Transport;
import io.registrymanager.upstream.UpstreamAddress;
import io.registrymanager.upstream.UpstreamPool;
import io.registrymanager.upstream.UpstreamSettings;
import io.registrymanager.upstream.UpstreamSettings.Patience;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Forwards allowed operations to the registry, on whichever event loop the client is. Thread-safe.
 */
public final class RegistryProxy {
  private final ProxySettings settings;
  private final UpstreamSettings upstream;
  private final UpstreamAddress address;
  private final BodyBudget budget;
  private final Splicing splicing;
  private final List<UpstreamPool> pools = new CopyOnWriteArrayList<>();

  /** A proxy to one registry. */
  public RegistryProxy(ProxySettings settings, UpstreamSettings upstream, UpstreamAddress address) {
    this.settings = settings;
    this.upstream = upstream;
    this.address = address;
    this.budget = new BodyBudget(settings.bodyMemory());
    this.splicing = new Splicing(settings.splice());
  }

  /**
   * Its part on one event loop.
   *
   * @param loops how many loops there are to share the connections
   */
  public LoopProxy on(EventLoop loop, int loops, Transport transport) {
    UpstreamPool pool = new UpstreamPool(loop, loops, upstream, address, transport);
    pools.add(pool);
    return new LoopProxy(loop, pool, this);
  }

  /** How many connections to the registry are open for clients, idle ones too. */
  public int connections() {
    return pools.stream().mapToInt(UpstreamPool::open).sum();
  }

  /** The memory for bodies. */
  public BodyBudget budget() {
    return budget;
  }

  /** The bodies that the kernel moves. */
  public Splicing splicing() {
    return splicing;
  }

  ProxySettings settings() {
    return settings;
  }

  Patience patience() {
    return upstream.patience();
  }
}
