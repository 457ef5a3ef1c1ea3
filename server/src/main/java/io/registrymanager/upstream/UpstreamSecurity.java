package io.registrymanager.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the registry is spoken to with TLS. Its certificate must be of an authority that is
 * trusted and bear the name in the settings; there is no way around either. Thread-safe.
 */
final class UpstreamSecurity {
  private final Optional<SslContext> context;
  private final String host;
  private final int port;
  private final long patience;

  /**
   * Security as the settings want it.
   *
   * @throws IllegalArgumentException in one sentence, if the authorities cannot be read
   */
  UpstreamSecurity(UpstreamSettings settings, String host) {
    this.context =
        settings.isEncrypted() ? Optional.of(context(settings.caFile())) : Optional.empty();
    this.host = host;
    this.port = settings.port();
    this.patience = settings.patience().connect().toMillis();
  }

  private static SslContext context(Optional<Path> authorities) {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(Transport.encryption())
            .protocols("TLSv1.3", "TLSv1.2");
    try {
      authorities.ifPresent(file -> builder.trustManager(file.toFile()));
      return builder.build();
    } catch (IOException | IllegalArgumentException e) {
      String what = authorities.map(file -> "upstream.ca-file " + file).orElse("TLS upstream");
      throw new IllegalArgumentException(what + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** Prepares a channel that is about to connect; before anything else is in its pipeline. */
  void secure(Channel channel) {
    if (context.isPresent()) {
      SslHandler handler = context.get().newHandler(channel.alloc(), host, port);
      handler.setHandshakeTimeoutMillis(patience);
      channel.pipeline().addLast(handler);
    }
  }

  /** When a connection may be used: at once, or when the registry has proved who it is. */
  Future<?> ready(ChannelFuture connecting) {
    SslHandler handler = connecting.channel().pipeline().get(SslHandler.class);
    return handler == null || !connecting.isSuccess() ? connecting : handler.handshakeFuture();
  }
}
