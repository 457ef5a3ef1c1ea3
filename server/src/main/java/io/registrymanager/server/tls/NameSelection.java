package io.registrymanager.server.tls;

import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.Mapping;
import java.time.Duration;
import java.util.function.Function;

/** Waits for the client's hello, and goes on with the certificate for the name it asks for. */
final class NameSelection extends SniHandler {
  private static final int LONGEST_HELLO = 16 * 1024;

  /**
   * For one connection.
   *
   * @param select the certificate for a name; the empty name for a client that sends none
   * @param handshake for the hello, and again for the rest of the handshake
   */
  NameSelection(Function<String, SslContext> select, Duration handshake) {
    super(mapping(select), LONGEST_HELLO, handshake.toMillis());
  }

  private static Mapping<String, SslContext> mapping(Function<String, SslContext> select) {
    return name -> select.apply(name == null ? "" : name);
  }
}
