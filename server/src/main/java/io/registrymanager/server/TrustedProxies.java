package io.registrymanager.server;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The proxies in front of us whose word about the client counts. Nobody else's does: anybody can
 * write a header (trap 5). Immutable.
 */
public record TrustedProxies(List<AddressRange> ranges) {
  /** A chain that is longer is no chain of proxies. */
  private static final int MOST_HOPS = 32;

  private static final int IPV4_PARTS = 4;

  /** Copies the list. */
  public TrustedProxies {
    ranges = List.copyOf(ranges);
  }

  boolean contains(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /**
   * The client behind a chain of proxies: the rightmost address that is not one of ours, for each
   * proxy writes whom it saw behind what it was told. The leftmost if all are ours; none if
   * anything on the way is not an address.
   *
   * @param forwardedFor every value of {@code X-Forwarded-For}, in order
   */
  Optional<InetAddress> client(List<String> forwardedFor) {
    List<String> chain = new ArrayList<>();
    for (String value : forwardedFor) {
      chain.addAll(List.of(value.split(",", -1)));
    }
    if (chain.size() > MOST_HOPS) {
      return Optional.empty();
    }
    Optional<InetAddress> client = Optional.empty();
    for (String hop : chain.reversed()) {
      client = address(hop.strip());
      if (client.isEmpty() || !contains(client.get())) {
        return client;
      }
    }
    return client;
  }

  /** The address of a hop, whose port some proxies write too. */
  private static Optional<InetAddress> address(String hop) {
    int bracket = hop.indexOf(']');
    int colon = hop.indexOf(':');
    String literal = hop;
    if (hop.startsWith("[") && bracket > 0) {
      literal = hop.substring(1, bracket);
    } else if (colon >= 0 && colon == hop.lastIndexOf(':')) {
      literal = hop.substring(0, colon);
    }
    if (literal.indexOf(':') < 0 && literal.split("\\.", -1).length != IPV4_PARTS
        // A zone means something on the machine that wrote it alone.
        || literal.indexOf('%') >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
