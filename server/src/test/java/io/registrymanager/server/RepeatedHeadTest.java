package io.registrymanager.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.server.ServerSettings.Limits;
import io.registrymanager.server.gate.HeadFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A head behind another is read as it would be read alone, whether its fields repeat those of the
 * other or not (traps 64 to 69).
 */
class RepeatedHeadTest {
  private static final Limits LIMITS = new Limits(100, 6 * 1024, 8 * 1024, 1024, 0, 0, 0);
  private static final Peer PEER = new Peer.Direct(ClientAddress.LOCAL);

  private static final List<String> LINES =
      List.of(
          "GET /v2/a/manifests/1 HTTP/1.1\r\n",
          "HEAD /v2/a/manifests/2?x=y HTTP/1.1\r\n",
          "\r\nGET / HTTP/1.1\r\n",
          "POST /v2/a/blobs/uploads/ HTTP/1.1\r\n",
          "GET / HTTP/1.0\r\n",
          "GET / HTTP/1.2\r\n",
          "GET / HTTP/1.1 \r\n",
          "GET /  HTTP/1.1\r\n",
          "GET\t/ HTTP/1.1\r\n",
          "GET / HTTP/1.1\n",
          "GET /\rx HTTP/1.1\r\n",
          "GET / HTTP/1.1\r\r\n",
          " GET / HTTP/1.1\r\n",
          "G\u00e9T / HTTP/1.1\r\n",
          "GET /\u00e9 HTTP/1.1\r\n",
          "/ HTTP/1.1\r\n",
          "GET /" + "x".repeat(100) + " HTTP/1.1\r\n");

  private static final String HOST = "Host: registry.example.com\r\n";
  private static final String LOGIN = "Authorization: Basic YWxpY2U6c2VjcmV0\r\n";

  private static final List<String> REST =
      List.of(
          HOST + "\r\n",
          HOST + LOGIN + "\r\n",
          HOST + LOGIN + "Accept: a/b\r\nAccept: c/d\r\nUser-Agent: x\r\n\r\n",
          HOST + LOGIN + "X-Request-Id: 01ARZ3NDEKTSV4RRFFQ69G5FAV\r\n\r\n",
          HOST + LOGIN.toLowerCase(Locale.ROOT) + "\r\n",
          HOST + LOGIN + LOGIN + "\r\n",
          HOST + HOST + "\r\n",
          LOGIN + "\r\n",
          HOST + "Connection: close\r\n\r\n",
          HOST + "Content-Length: 0\r\n\r\n",
          HOST + "Content-Length: 4\r\n\r\nbody",
          HOST + "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
          HOST + "Expect: 100-continue\r\n\r\n",
          HOST + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\nbody",
          HOST + " folded\r\n\r\n",
          HOST + "A : b\r\n\r\n",
          HOST + "A: b\n\r\n",
          HOST + "\n",
          HOST + "X: " + "y".repeat(5_000) + "\r\n\r\n",
          HOST + "X: " + "y".repeat(7_000) + "\r\n\r\n");

  private static Stream<String> heads() {
    return LINES.stream().flatMap(line -> REST.stream().map(rest -> line + rest));
  }

  private static EmbeddedChannel connection() {
    return connection(new MemoryBudget(1 << 20));
  }

  private static EmbeddedChannel connection(MemoryBudget repeated) {
    return new EmbeddedChannel(
        new StrictRequestDecoder(
            LIMITS, new MemoryBudget(1 << 20), new RepeatedHead(repeated), PEER));
  }

  private static List<String> read(EmbeddedChannel connection, String text) {
    connection.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    List<String> messages = new ArrayList<>();
    while (!connection.inboundMessages().isEmpty()) {
      messages.add(describe(connection.readInbound()));
    }
    return messages;
  }

  private static String describe(@Nullable Object message) {
    if (message instanceof ReadHead head) {
      HeaderBlock block = head.block();
      return "%s %s %s %s %s %s %s %s [%s] %s"
          .formatted(
              head.line().method(),
              head.line().target(),
              head.line().version(),
              block.id(),
              described(block.fields()),
              block.framing(),
              block.close(),
              block.expects(),
              new String(block.passed().lines(), StandardCharsets.ISO_8859_1),
              block.passed().contentType());
    }
    if (message instanceof HttpContent content) {
      String text = content.content().toString(StandardCharsets.ISO_8859_1);
      content.release();
      return (message instanceof LastHttpContent ? "last:" : "part:") + text;
    }
    return String.valueOf(message);
  }

  private static List<Object> described(HeadFields fields) {
    return List.of(
        fields.authorization().values(),
        fields.authorization().credentials().getClass(),
        fields.contentTypes(),
        fields.ifMatch(),
        fields.fetchSites(),
        fields.origins(),
        fields.hosts(),
        fields.schemes());
  }

  private static boolean isSound(List<String> messages) {
    return messages.stream().noneMatch(message -> message.startsWith("RejectedHead"))
        && messages.getLast().startsWith("last:");
  }

  @ParameterizedTest
  @MethodSource("heads")
  void aHeadIsReadAsIfItCameAlone(String first) {
    if (!isSound(read(connection(), first))) {
      return; // nothing is read behind it
    }
    heads()
        .forEach(
            second -> {
              EmbeddedChannel connection = connection();
              read(connection, first);
              assertThat(read(connection, second)).as(second).isEqualTo(read(connection(), second));
            });
  }

  @Test
  void howeverItsBytesArrive() {
    String head = LINES.getFirst() + REST.get(2);
    String next = LINES.get(1) + REST.get(2);
    List<String> expected = read(connection(), next);
    for (int cut = 1; cut < next.length(); cut++) {
      EmbeddedChannel connection = connection();
      read(connection, head);
      assertThat(read(connection, next.substring(0, cut))).as("cut at %s", cut).isEmpty();
      assertThat(read(connection, next.substring(cut))).as("cut at %s", cut).isEqualTo(expected);
      assertThat(connection.pipeline().get(StrictRequestDecoder.class).isInsideHead())
          .as("cut at %s", cut)
          .isFalse();
    }
  }

  @Test
  void manyInOnePiece() {
    String head = LINES.getFirst() + REST.get(2);
    List<String> once = read(connection(), head);
    assertThat(read(connection(), head.repeat(50)))
        .hasSize(100)
        .containsOnly(once.toArray(String[]::new));
  }

  private static boolean isRemembered(EmbeddedChannel connection) {
    Set<HeaderBlock> blocks = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 2; i++) {
      connection.writeInbound(
          Unpooled.copiedBuffer(LINES.getFirst() + REST.get(2), StandardCharsets.ISO_8859_1));
      ReadHead head = connection.readInbound();
      blocks.add(head.block());
      connection.readInbound();
    }
    return blocks.size() == 1;
  }

  @Test
  void theFieldsAreReadOnceWhileThereIsMemoryForThem() {
    MemoryBudget memory = new MemoryBudget(2_000);
    EmbeddedChannel first = connection(memory);
    assertThat(isRemembered(first)).isTrue();
    List<EmbeddedChannel> others = Stream.generate(() -> connection(memory)).limit(9).toList();
    assertThat(others.stream().filter(RepeatedHeadTest::isRemembered)).hasSizeLessThan(9);
    EmbeddedChannel late = connection(memory);
    assertThat(isRemembered(late)).isFalse();

    others.forEach(EmbeddedChannel::finishAndReleaseAll);
    assertThat(isRemembered(late)).isTrue();
    late.pipeline().get(StrictRequestDecoder.class).idles();
    first.finishAndReleaseAll();
    assertThat(memory.take(2_000)).isTrue();
  }
}
