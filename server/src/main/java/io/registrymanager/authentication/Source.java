package io.registrymanager.authentication;

import io.registrymanager.endpoint.ClientAddress;
import java.net.InetAddress;
import java.util.HexFormat;

/**
 * Where a login comes from, as far as one place can be told from another: an IPv4 address, or the
 * first 64 bits of an IPv6 address, for whoever has one of those has the rest of them too.
 */
record Source(String place) {
  private static final int IPV6_BYTES = 16;
  private static final int NETWORK_BYTES = 8;

  static Source of(ClientAddress client) {
    String text = client.value();
    return new Source(text.indexOf(':') < 0 ? text : network(text));
  }

  private static String network(String text) {
    int zone = text.indexOf('%');
    try {
      InetAddress address = InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone));
      byte[] bytes = address.getAddress();
      return bytes.length == IPV6_BYTES
          ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) + "/64"
          : address.getHostAddress(); // an IPv4 address in the clothes of IPv6
    } catch (IllegalArgumentException _) {
      return text;
    }
  }
}
