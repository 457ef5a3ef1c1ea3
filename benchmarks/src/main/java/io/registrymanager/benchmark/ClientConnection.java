package io.registrymanager.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;

/** One connection of {@link Generator}. One read or write for each readiness. */
final class ClientConnection {
  /** What is asked of the wire next. */
  private enum Step {
    BEGIN,
    GREET,
    SEND,
    RECEIVE_HEAD,
    RECEIVE_BODY,
    /** The peer has answered for the last time, and closes. */
    END
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(1 << 20).asReadOnlyBuffer();

  private final Generator generator;
  private final Wire wire;
  private final SelectionKey key;
  private final ByteBuffer body = NOTHING.duplicate();
  private final Head answer = new Head();
  private Step step = Step.BEGIN;
  private List<PreparedRequest> script = List.of();
  private int position;
  private ByteBuffer head = NOTHING.duplicate();
  private long left;
  private long began;

  ClientConnection(Generator generator, Selector selector, Wire wire) throws IOException {
    this.generator = generator;
    this.wire = wire;
    key = wire.channel().register(selector, 0, this);
  }

  /** Begins a round, unless it is not due. */
  void begin() throws IOException {
    if (generator.counts(Unit.REQUEST) && !generator.isDue()) {
      step = Step.BEGIN;
      rest();
    } else {
      begin(System.nanoTime());
    }
  }

  /**
   * Begins a round.
   *
   * @param nanos when it began: before the connection, where that belongs to it
   */
  void begin(long nanos) throws IOException {
    began = nanos;
    script = generator.next();
    position = 0;
    greet();
  }

  private void greet() throws IOException {
    if (wire.greet()) {
      ask();
    } else {
      step = Step.GREET;
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  private void ask() throws IOException {
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
    if (isBody() && generator.counts(Unit.GIBIBYTE) && !generator.isDue()) {
      rest();
      return;
    }
    switch (step) {
      case BEGIN -> throw new IllegalStateException("ready while it rests");
      case GREET -> greet();
      case SEND -> send();
      case RECEIVE_HEAD -> receiveHead();
      case RECEIVE_BODY -> receiveBody();
      case END -> awaitEnd();
    }
  }

  private boolean isBody() {
    return step == Step.SEND || step == Step.RECEIVE_BODY;
  }

  private void send() throws IOException {
    wire.write(head);
    if (!head.hasRemaining() && left > 0) {
      int sent = wire.write(body.clear().limit((int) Math.min(left, body.capacity())));
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

  private void receiveHead() throws IOException {
    ByteBuffer in = generator.buffer().clear();
    in.limit(Head.LONGEST); // no more of a body than has to be
    if (wire.read(in) < 0) {
      throw new EOFException("the peer closed a connection");
    }
    in.flip();
    if (answer.take(in)) {
      int expected = script.get(position).status();
      if (answer.status() != expected) {
        throw new IOException("expected " + expected + ", not: " + answer.line());
      }
      left = answer.bodyLength();
      step = Step.RECEIVE_BODY;
      answer.clear();
      took(in.remaining());
      if (step == Step.RECEIVE_BODY) {
        receiveBody(); // TLS may hold some of it already
      }
    }
  }

  private void receiveBody() throws IOException {
    long taken = wire.skip(left, generator.buffer());
    if (taken < 0) {
      throw new EOFException("the peer closed a connection within a body");
    }
    took(taken);
  }

  private void took(long bytes) throws IOException {
    left -= bytes;
    generator.moved(bytes);
    if (left == 0) {
      completed();
    }
  }

  private void completed() throws IOException {
    position++;
    if (position < script.size()) {
      ask();
      return;
    }
    generator.ended(System.nanoTime() - began);
    if (generator.isFresh()) {
      step = Step.END;
    } else {
      begin();
    }
  }

  private void awaitEnd() throws IOException {
    if (wire.read(generator.buffer().clear()) < 0) {
      wire.close();
      generator.left(this);
    }
  }

  void close() throws IOException {
    wire.close();
  }
}
