package io.registrymanager.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.server.ServerSettings.Limits;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Clients whose heads do not end must not take the memory that all need (trap 88). */
class IncompleteHeadTest {
  private static final Limits LIMITS = new Limits(16 * 1024, 32 * 1024, 8 * 1024, 1024, 0, 0, 0);
  private static final Peer PEER = new Peer.Direct(ClientAddress.LOCAL);
  private static final String HEAD = "GET / HTTP/1.1\r\nHost: x\r\n" + "X: y\r\n".repeat(500);

  private final MemoryBudget heads = new MemoryBudget(HEAD.length() + 10L);

  private EmbeddedChannel sends(String text) {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new StrictRequestDecoder(LIMITS, heads, new RepeatedHead(new MemoryBudget(0)), PEER));
    ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    channel.writeInbound(bytes);
    return channel;
  }

  private int refusal(EmbeddedChannel channel) {
    Object message = channel.readInbound();
    return message instanceof RejectedHead rejected ? rejected.status() : 0;
  }

  @Test
  void aHeadTooManyIsRefusedUntilAnotherIsGone() {
    EmbeddedChannel first = sends(HEAD);
    assertThat(refusal(first)).isZero();
    assertThat(refusal(sends(HEAD))).isEqualTo(503);

    first.finishAndReleaseAll();
    EmbeddedChannel next = sends(HEAD);
    assertThat(refusal(next)).isZero();

    next.writeInbound(Unpooled.copiedBuffer("\r\n", StandardCharsets.US_ASCII));
    assertThat(refusal(sends(HEAD))).isZero();
  }

  @Test
  void aWholeHeadNeedsNothing() {
    assertThat(heads.take(HEAD.length())).isTrue();
    assertThat(refusal(sends(HEAD + "\r\n"))).isZero();
  }
}
