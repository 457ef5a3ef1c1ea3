package io.registrymanager.upstream;

import io.registrymanager.thread.Blocking;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry's address, resolved away from the event loops: the system's resolver blocks. The
 * last address that was found stays when a later look-up fails. Thread-safe.
 */
public final class UpstreamAddress {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamAddress.class);

  private final String host;
  private final int port;
  private final UpstreamSecurity security;
  private volatile Optional<InetSocketAddress> found = Optional.empty();

  /**
   * The address of that host, not yet looked up.
   *
   * @throws IllegalArgumentException in one sentence, if it cannot be reached as the settings want
   */
  public UpstreamAddress(UpstreamSettings settings) {
    this.host = settings.url().getHost().replaceAll("[\\[\\]]", "");
    this.port = settings.port();
    this.security = new UpstreamSecurity(settings, host);
  }

  /** Looks the name up (again). Blocks. */
  public void refresh() {
    Blocking.check();
    try {
      found = Optional.of(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (UnknownHostException e) {
      LOG.warn("the registry's name {} does not resolve: {}", host, e.getMessage());
    }
  }

  /** Whether and how it is spoken to with TLS. */
  UpstreamSecurity security() {
    return security;
  }

  /** The last address found. */
  Optional<InetSocketAddress> current() {
    return found;
  }
}
