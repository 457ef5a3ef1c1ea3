package io.registrymanager.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One connection of {@link Upstream}: request, body forgotten, answer, and again. */
final class UpstreamConnection {
  private static final String LOCATION =
      "Location: /v2/bench/app/blobs/uploads/" + Upstream.SESSION + "?_state=open\r\n";
  private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0);
  private static final ByteBuffer PING = answer("200 OK", "", 2, "{}");
  private static final ByteBuffer ACCEPTED = answer("202 Accepted", LOCATION, 0, "");
  private static final ByteBuffer CREATED =
      answer(
          "201 Created", "Location: /v2/bench/app/blobs/sha256:" + "ab".repeat(32) + "\r\n", 0, "");
  private static final ByteBuffer MANIFEST =
      answer(
          "200 OK",
          "Content-Type: application/vnd.oci.image.manifest.v1+json\r\n"
              + "Docker-Content-Digest: sha256:"
              + "cd".repeat(32)
              + "\r\nEtag: \"sha256:"
              + "cd".repeat(32)
              + "\"\r\n",
          1024,
          "m".repeat(1024));
  private static final ByteBuffer BLOB_HEAD =
      answer("200 OK", "Content-Type: application/octet-stream\r\n", Upstream.BLOB, "");

  /** As much as goes out at once: little when paced, so that the proxy's buffers stay empty. */
  private static final long TURN = 1 << 20;

  private static final long PACED_TURN = 64 << 10;

  private final Upstream upstream;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Tools tools;
  private final int descriptor;
  private final Head head = new Head();
  private boolean inBody;
  private long bodyLeft;
  private ByteBuffer answer = EMPTY;
  private long blobLeft;

  /** What all connections share. */
  record Tools(FileChannel blob, MemorySegment state, ByteBuffer buffer) {
    Tools(FileChannel blob, MemorySegment state) {
      this(blob, state, ByteBuffer.allocateDirect(Head.LONGEST));
    }
  }

  UpstreamConnection(Upstream upstream, SocketChannel channel, SelectionKey key, Tools tools) {
    this.upstream = upstream;
    this.channel = channel;
    this.key = key;
    this.tools = tools;
    descriptor = Descriptors.of(channel);
  }

  private static ByteBuffer answer(String status, String headers, long length, String body) {
    byte[] bytes =
        ("HTTP/1.1 %s\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n"
                + "Docker-Distribution-Api-Version: registry/2.0\r\n%sContent-Length: %d\r\n\r\n%s")
            .formatted(status, headers, length, body)
            .getBytes(ISO_8859_1);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  void ready() throws IOException {
    if (key.isWritable()) {
      send();
    } else if (inBody) {
      receiveBody();
    } else {
      receiveHead();
    }
  }

  private void receiveHead() throws IOException {
    ByteBuffer buffer = tools.buffer().clear();
    if (channel.read(buffer) < 0) {
      throw new EOFException();
    }
    if (head.take(buffer.flip())) {
      inBody = true;
      took(head.bodyLength(), buffer.remaining());
    }
  }

  private void receiveBody() throws IOException {
    long taken = Descriptors.skip(descriptor, Math.min(bodyLeft, TURN), tools.state());
    if (taken < 0) {
      throw new EOFException();
    }
    took(bodyLeft, taken);
  }

  private void took(long of, long bytes) throws IOException {
    bodyLeft = of - bytes;
    if (bodyLeft == 0) {
      choose(head.line());
      head.clear();
      inBody = false;
      send();
    }
  }

  private void choose(String line) throws IOException {
    switch (line.substring(0, line.indexOf(' '))) {
      case "POST", "PATCH" -> answer = ACCEPTED.duplicate();
      case "PUT" -> answer = CREATED.duplicate();
      case "GET" -> chooseFor(line);
      default -> throw new IOException("unexpected: " + line);
    }
  }

  private void chooseFor(String line) {
    if (line.contains("/manifests/")) {
      answer = MANIFEST.duplicate();
    } else if (line.contains("/blobs/")) {
      answer = BLOB_HEAD.duplicate();
      blobLeft = Upstream.BLOB;
    } else {
      answer = PING.duplicate();
    }
  }

  /** One call of {@code sendfile} each time, so that no connection keeps the others waiting. */
  private void send() throws IOException {
    channel.write(answer);
    if (!answer.hasRemaining() && blobLeft > 0) {
      if (!upstream.isDue()) {
        key.interestOps(0);
        upstream.rest(this);
        return;
      }
      long turn = upstream.isFlatOut() ? TURN : PACED_TURN;
      long sent =
          tools.blob().transferTo(Upstream.BLOB - blobLeft, Math.min(blobLeft, turn), channel);
      blobLeft -= sent;
      upstream.sent(sent);
    }
    boolean done = !answer.hasRemaining() && blobLeft == 0;
    key.interestOps(done ? SelectionKey.OP_READ : SelectionKey.OP_WRITE);
  }

  /** It may go on after a rest, unless it was closed meanwhile. */
  void resume() {
    if (key.isValid()) {
      key.interestOps(SelectionKey.OP_WRITE);
    }
  }
}
