package io.registrymanager.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.registrymanager.server.ServerSettings.Limits;
import io.registrymanager.upstream.CountedBody;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Netty's request decoder behind {@link HeadCheck}. At the start of a message the head is looked at
 * up to its empty line without consuming it; Netty then reads the same bytes, so that framing is
 * understood in one place only. A {@link RepeatedHead} has no body, and was read that way before.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {
  private static final int BIGGEST_CHUNK = 1024 * 1024;
  private static final int OPEN = -1;
  private static final int BARE = -2;

  private final Limits limits;
  private final MemoryBudget heads;
  private final Peer peer;
  private final RepeatedHead repeated;
  private final CountedBody body = new CountedBody();
  private boolean inHead = true;
  private boolean rejected;
  private boolean headBegan;
  private int scanned;
  private int held;
  private @Nullable HeadCheck sound;

  /**
   * A decoder with these limits.
   *
   * @param heads the memory for heads that are not complete, shared by all connections
   * @param repeated the head before, which may be repeated
   * @param peer who sends
   */
  StrictRequestDecoder(Limits limits, MemoryBudget heads, RepeatedHead repeated, Peer peer) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.requestLine() + 16)
            .setMaxHeaderSize(limits.headers() + 16)
            .setMaxChunkSize(BIGGEST_CHUNK)
            .setValidateHeaders(false));
    this.limits = limits;
    this.heads = heads;
    this.repeated = repeated;
    this.peer = peer;
  }

  /** Forgets what is only there for the next request to be read faster. */
  void idles() {
    repeated.forget();
  }

  /** Whether the first bytes of a head are there, and its end is not. */
  boolean isInsideHead() {
    return inHead && headBegan;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (rejected) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (inHead && !headIsSound(in, out)) {
      return;
    }
    int before = out.size();
    if (body.isOpen()) {
      body.decode(in, out);
    } else {
      super.decode(ctx, in, out);
      if (body.isOpen()) {
        out.removeLast();
      }
      if (out.size() > before && out.get(before) instanceof HttpRequest request) {
        out.set(before, read(request));
      }
    }
    if (out.size() > before && out.getLast() instanceof LastHttpContent) {
      toNextHead();
    }
  }

  private Object read(HttpRequest request) {
    HeadCheck check = sound;
    sound = null;
    if (check == null || request.decoderResult().isFailure()) {
      rejected = true;
      return new RejectedHead(400, "malformed request");
    }
    HeaderBlock block = HeaderBlock.read(request.headers(), peer);
    repeated.keep(check.bytes(), block);
    return new ReadHead(check.line(), block);
  }

  private void toNextHead() {
    inHead = true;
    headBegan = false;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return super.isContentAlwaysEmpty(message) || body.begins(message);
  }

  /** Whether everything that came has been made into messages. */
  boolean isEmpty() {
    return actualReadableBytes() == 0;
  }

  /** So many bytes of the body were drawn past this. */
  void drawn(long bytes) {
    body.drawn(bytes);
  }

  /** The rest of the body was; whether the caller is to hand on its end. */
  boolean endBody() {
    boolean open = body.end();
    if (open) {
      toNextHead();
    }
    return open;
  }

  private boolean headIsSound(ByteBuf in, List<Object> out) {
    skipEmptyLines(in);
    if (!in.isReadable() || in.readableBytes() == 1 && in.getByte(in.readerIndex()) == '\r') {
      return false;
    }
    Optional<ReadHead> again = repeated.next(in, limits.requestLine());
    if (again.isPresent()) {
      out.add(again.get());
      out.add(LastHttpContent.EMPTY_LAST_CONTENT);
      headIsRead();
      toNextHead();
      return false;
    }
    headBegan = true;
    if (!RequestLine.isToken(in.getByte(in.readerIndex()))) {
      // A TLS hello, most likely: the Docker Engine tries one on every plain port, and goes on only
      // if it is refused
      // at once and in HTTP.
      return reject(in, out, new RejectedHead(400, "this port speaks plain HTTP"));
    }
    int end = headEnd(in);
    if (end == BARE) {
      return reject(in, out, new RejectedHead(400, "a line must end with CR LF"));
    }
    if (end == OPEN) {
      return unfinished(in, out);
    }
    HeadCheck check = new HeadCheck(in, end, limits);
    Optional<RejectedHead> bad = check.check();
    if (bad.isPresent()) {
      return reject(in, out, bad.get());
    }
    sound = check;
    inHead = false;
    headIsRead();
    return true;
  }

  private void headIsRead() {
    scanned = 0;
    giveBack();
  }

  /** Empty lines before a request are tolerated, as RFC 9112 section 2.2 asks. */
  private static void skipEmptyLines(ByteBuf in) {
    while (in.readableBytes() >= 2
        && in.getByte(in.readerIndex()) == '\r'
        && in.getByte(in.readerIndex() + 1) == '\n') {
      in.skipBytes(2);
    }
  }

  /**
   * The index behind the last header line, {@link #OPEN} while the empty line has not come, {@link
   * #BARE} when a line ends without CR. Looks at each byte but those of the first line once,
   * however slowly they drip in.
   */
  private int headEnd(ByteBuf in) {
    int start = in.readerIndex();
    int newline = in.indexOf(start + scanned, in.writerIndex(), (byte) '\n');
    while (newline >= 0) {
      if (newline == start || in.getByte(newline - 1) != '\r') {
        return BARE;
      }
      if (newline - 3 >= start && in.getByte(newline - 2) == '\n') {
        return newline - 1;
      }
      newline = in.indexOf(newline + 1, in.writerIndex(), (byte) '\n');
    }
    scanned = in.readableBytes();
    return OPEN;
  }

  private boolean unfinished(ByteBuf in, List<Object> out) {
    int length = in.readableBytes();
    boolean lineOpen = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n') < 0;
    if (lineOpen && length > limits.requestLine()) {
      return reject(in, out, new RejectedHead(414, "request line too long"));
    }
    if (length > limits.requestLine() + limits.headers()) {
      return reject(in, out, new RejectedHead(431, "headers too large"));
    }
    if (!hold(in.capacity())) {
      return reject(in, out, new RejectedHead(503, "too many requests are incomplete"));
    }
    return false;
  }

  /** Whether the memory that an incomplete head lies in can be spared. */
  private boolean hold(int capacity) {
    int more = capacity - held;
    if (more > 0 && !heads.take(more)) {
      return false;
    }
    held = Math.max(held, capacity);
    return true;
  }

  private void giveBack() {
    if (held > 0) {
      heads.giveBack(held);
      held = 0;
    }
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
    giveBack();
    repeated.forget();
    super.handlerRemoved0(ctx);
  }

  private boolean reject(ByteBuf in, List<Object> out, RejectedHead head) {
    rejected = true;
    giveBack();
    in.skipBytes(in.readableBytes());
    out.add(head);
    return false;
  }
}
