package io.registrymanager.app;

import io.registrymanager.thread.Blocking;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The administration routes of a running server, over its Unix socket: one request for each
 * connection, bounded in size and time.
 */
final class SocketAdminApi implements AdminApi {
  private final Path socket;
  private final Duration limit;

  /**
   * @param limit how long one request may take
   */
  SocketAdminApi(Path socket, Duration limit) {
    this.socket = socket;
    this.limit = limit;
  }

  /** Whether a server answers there; fails if this user may not ask. */
  static boolean isServed(Path socket) {
    Blocking.check();
    if (Files.notExists(socket)) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return channel.isConnected();
    } catch (ConnectException e) {
      return false; // left behind by a server that ended in a hurry
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.NOT_ALLOWED,
          "This user may not use " + socket + "; run this as the user of the server or as root.",
          e);
    }
  }

  @Override
  public AdminResponse send(String method, String target, Optional<byte[]> json) {
    Blocking.check();
    long deadline = System.nanoTime() + limit.toNanos();
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
      ByteBuffer request = request(method, target, json);
      while (request.hasRemaining()) {
        await(selector, deadline);
        channel.write(request);
      }
      key.interestOps(SelectionKey.OP_READ);
      return answer(channel, selector, deadline);
    } catch (IOException e) {
      String why = e.getMessage() == null ? "the connection broke" : e.getMessage();
      throw new CommandFailure(
          ExitCode.FAILED, "The server at " + socket + " did not answer properly: " + why + ".", e);
    }
  }

  private static AdminResponse answer(SocketChannel channel, Selector selector, long deadline)
      throws IOException {
    HttpAnswer answer = new HttpAnswer();
    ByteBuffer part = ByteBuffer.allocate(16 * 1024);
    while (true) {
      await(selector, deadline);
      if (channel.read(part.clear()) < 0) {
        throw new EOFException("it closed the connection too early");
      }
      if (answer.add(part.flip())) {
        return answer.response();
      }
    }
  }

  private static void await(Selector selector, long deadline) throws IOException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0 || selector.select(millis) == 0) {
      throw new IOException("it took too long");
    }
    selector.selectedKeys().clear();
  }

  private static ByteBuffer request(String method, String target, Optional<byte[]> json) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    head.append("Host: localhost\r\nConnection: close\r\nAccept: application/json\r\n");
    byte[] body = json.orElse(new byte[0]);
    if (json.isPresent()) {
      head.append("Content-Type: application/json\r\n");
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(start.length + body.length).put(start).put(body).flip();
  }

  /** Nothing to do: each request had a connection of its own. */
  @Override
  public void close() {}
}
