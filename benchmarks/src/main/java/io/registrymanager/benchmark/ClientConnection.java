package io.registrymanager.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;

/** One keep-alive connection of {@link Generator}. One read or write for each readiness. */
final class ClientConnection {
  /** What is asked of the kernel next. */
  private enum Step {
    BEGIN,
    SEND,
    RECEIVE_HEAD,
    RECEIVE_BODY
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(1 << 20).asReadOnlyBuffer();

  private final Generator generator;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final List<PreparedRequest> script;
  private final ByteBuffer body = NOTHING.duplicate();
  private final Head answer = new Head();
  private Step step = Step.BEGIN;
  private int position;
  private ByteBuffer head = NOTHING.duplicate();
  private long left;
  private long began;

  ClientConnection(Generator generator, Selector selector, int port, List<PreparedRequest> script)
      throws IOException {
    this.generator = generator;
    this.script = script;
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Sockets.prepare(channel);
    key = channel.register(selector, 0, this);
  }

  /** Begins the next request of the script, unless it is not due. */
  void begin() throws IOException {
    if (position == 0) {
      if (generator.counts(Unit.REQUEST) && !generator.isDue()) {
        step = Step.BEGIN;
        rest();
        return;
      }
      began = System.nanoTime();
      generator.began();
    }
    PreparedRequest request = script.get(position);
    head = request.head().duplicate();
    left = request.body();
    step = Step.SEND;
    send();
  }

  private void rest() {
    key.interestOps(0);
    generator.rest(this);
  }

  /** It may go on after a rest. */
  void resume() throws IOException {
    if (step == Step.BEGIN) {
      begin();
    } else {
      key.interestOps(step == Step.SEND ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
  }

  void ready() throws IOException {
    if (step != Step.RECEIVE_HEAD && generator.counts(Unit.GIBIBYTE) && !generator.isDue()) {
      rest();
    } else if (step == Step.SEND) {
      send();
    } else {
      receive();
    }
  }

  private void send() throws IOException {
    channel.write(head);
    if (!head.hasRemaining() && left > 0) {
      int sent = channel.write(body.clear().limit((int) Math.min(left, body.capacity())));
      left -= sent;
      generator.moved(sent);
    }
    if (head.hasRemaining() || left > 0) {
      key.interestOps(SelectionKey.OP_WRITE);
    } else {
      step = Step.RECEIVE_HEAD;
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  private void receive() throws IOException {
    ByteBuffer in = generator.buffer().clear();
    if (channel.read(in) < 0) {
      throw new EOFException("the peer closed a connection");
    }
    in.flip();
    if (step == Step.RECEIVE_HEAD) {
      if (!answer.take(in)) {
        return;
      }
      answered();
    }
    left -= in.remaining();
    generator.moved(in.remaining());
    if (left == 0) {
      completed();
    }
  }

  private void answered() throws IOException {
    if (answer.status() != script.get(position).status()) {
      throw new IOException("unexpected answer: " + answer.line());
    }
    left = answer.bodyLength();
    step = Step.RECEIVE_BODY;
    answer.clear();
  }

  private void completed() throws IOException {
    position++;
    if (position == script.size()) {
      position = 0;
      generator.ended(System.nanoTime() - began);
    }
    begin();
  }

  void close() throws IOException {
    channel.close();
  }
}
