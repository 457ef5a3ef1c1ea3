package io.registrymanager.server;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.registrymanager.endpoint.ClientAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Who is at the other end of a connection, and whether its word about the client counts. */
sealed interface Peer {
  AsciiString FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
  AsciiString FORWARDED_PROTO = AsciiString.cached("X-Forwarded-Proto");

  /** Where a request came from. */
  ClientAddress client(HttpHeaders headers);

  /** What is to be believed of how the client speaks HTTP. */
  List<String> schemes(HttpHeaders headers);

  /** Whoever is at the other end of that connection. */
  static Peer of(Channel channel, TrustedProxies trusted) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
      return new Direct(new ClientAddress("unknown"));
    }
    InetAddress address = remote.getAddress();
    return trusted.contains(address)
        ? new Proxy(text(address), trusted)
        : new Direct(text(address));
  }

  private static ClientAddress text(InetAddress address) {
    return new ClientAddress(address.getHostAddress());
  }

  /** The client itself, whatever its headers say. */
  record Direct(ClientAddress address) implements Peer {
    @Override
    public ClientAddress client(HttpHeaders headers) {
      return address;
    }

    @Override
    public List<String> schemes(HttpHeaders headers) {
      return List.of();
    }
  }

  /** A proxy of ours. */
  record Proxy(ClientAddress address, TrustedProxies trusted) implements Peer {
    @Override
    public ClientAddress client(HttpHeaders headers) {
      return trusted.client(headers.getAll(FORWARDED_FOR)).map(Peer::text).orElse(address);
    }

    @Override
    public List<String> schemes(HttpHeaders headers) {
      return headers.getAll(FORWARDED_PROTO);
    }
  }
}
