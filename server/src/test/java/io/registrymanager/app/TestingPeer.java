package io.registrymanager.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers HTTP on a Unix socket: a whole request in, the pieces of the answer out. */
final class TestingPeer implements AutoCloseable {
  final List<String> requests = new CopyOnWriteArrayList<>();
  private final ServerSocketChannel server;
  private final Function<String, List<String>> answer;
  private final Thread accepting;

  /**
   * @param answer an empty list: the peer says nothing and keeps the connection
   */
  TestingPeer(Path socket, Function<String, List<String>> answer) throws IOException {
    this.answer = answer;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    accepting = Thread.ofVirtual().start(this::accept);
  }

  static String http(int status, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "HTTP/1.1 %d Some reason\r\nConnection: close\r\ncontent-length: %d\r\n\r\n%s"
        .formatted(status, length, body);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        Thread.ofVirtual().start(() -> serve(channel));
      }
    } catch (ClosedChannelException e) {
      return; // the test is over
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(SocketChannel channel) {
    try {
      String request = read(channel);
      if (request.isEmpty()) {
        channel.close();
        return;
      }
      requests.add(request);
      List<String> pieces = answer.apply(request);
      for (String piece : pieces) {
        ByteBuffer bytes = ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      if (!pieces.isEmpty()) {
        channel.close();
      }
    } catch (IOException e) {
      requests.add("broken: " + e.getMessage());
    }
  }

  private static String read(SocketChannel channel) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteBuffer part = ByteBuffer.allocate(256 * 1024);
    while (channel.read(part.clear()) >= 0) {
      bytes.write(part.array(), 0, part.position());
      String text = bytes.toString(StandardCharsets.UTF_8);
      int end = text.indexOf("\r\n\r\n");
      int length = end < 0 ? -1 : text.indexOf("Content-Length: ");
      int wanted =
          length < 0
              ? 0
              : Integer.parseInt(text.substring(length + 16, text.indexOf('\r', length)));
      int body = text.substring(Math.max(0, end + 4)).getBytes(StandardCharsets.UTF_8).length;
      if (end >= 0 && body >= wanted) {
        return text;
      }
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
