package io.registrymanager.proxy;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.registrymanager.proxy.AnswerRewriter.Rewritten;
import io.registrymanager.upstream.BodyForm;
import io.registrymanager.upstream.HeadPrinter;
import io.registrymanager.upstream.UpstreamConnection;
import io.registrymanager.upstream.UpstreamListener;
import io.registrymanager.upstream.UpstreamPool;
import io.registrymanager.upstream.UpstreamPool.Freshness;
import io.registrymanager.upstream.UpstreamPool.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One allowed operation on its way to the registry and back. Bytes go straight from one connection
 * to the other, each read only as fast as the other writes. Everything happens on one event loop.
 */
public final class Transfer implements UpstreamListener, UpstreamPool.Taker {
  private static final Logger LOG = LoggerFactory.getLogger(Transfer.class);

  private final LoopProxy proxy;
  private final ProxyRequest request;
  private final ClientSide client;
  private @Nullable UpstreamConnection connection;
  private @Nullable BodyFlow upload;
  private @Nullable BodyFlow download;
  private boolean sent;
  private boolean answered;
  private boolean over;
  private boolean retried;
  private long uploaded;
  private long lastProgress = System.nanoTime();

  Transfer(LoopProxy proxy, ProxyRequest request, ClientSide client) {
    this.proxy = proxy;
    this.request = request;
    this.client = client;
  }

  /** Begins; the client's reading is paused until the registry takes the request. */
  public void start() {
    if (request.isTooLarge(request.announcedLength(), proxy.settings())) {
      fail(ProxyFailure.MANIFEST_TOO_LARGE);
    } else {
      proxy.pool().acquire(Freshness.ANY, this);
    }
  }

  @Override
  public void take(UpstreamConnection taken) {
    if (over) {
      taken.giveBack();
      return;
    }
    taken.lease(this);
    connection = taken;
    progressed();
    HeadPrinter head = taken.request(request.operation().method(), request.operation().target());
    BodyForm form = RequestPrinter.print(request, head);
    taken.begin(head, form);
    if (form != BodyForm.NONE && request.framing().hasBody()) {
      taken.flush();
      upload = proxy.flow(client, taken, this::progressed, this::body);
      client.invite();
      upload.begin(request.announcedLength());
    } else {
      taken.flush();
      sent = true;
      client.setReading(true);
    }
  }

  @Override
  public boolean isWaiting() {
    return !over;
  }

  @Override
  public void refuse(Refusal refusal) {
    fail(ProxyFailure.of(refusal));
  }

  /** A part of the request's body, which this owns now. */
  public void body(HttpContent content) {
    UpstreamConnection to = connection;
    if (over || answered || sent || to == null) {
      content.release();
      return;
    }
    if (upload != null && isTakenBy(upload, content)) {
      return;
    }
    int size = content.content().readableBytes();
    uploaded += size;
    progressed();
    if (request.isTooLarge(uploaded, proxy.settings())) {
      content.release();
      fail(ProxyFailure.MANIFEST_TOO_LARGE);
      return;
    }
    boolean last = content instanceof LastHttpContent;
    boolean flushDue = upload != null && upload.isFlushDue(size);
    to.write(content);
    if (last) {
      sent = true; // before the flush, within which it is told that more may be written
      to.flush();
      end(upload);
      client.setReading(true);
    } else if (flushDue) {
      bodyPaused();
    }
  }

  /** Whether it is not to be handed on now: it is held back, or there is no memory for it. */
  private boolean isTakenBy(BodyFlow flow, HttpContent content) {
    if (flow.hasRoomFor(content)) {
      return flow.holdsBack(content);
    }
    content.release();
    fail(ProxyFailure.NO_MEMORY);
    return true;
  }

  /** What the client sent in one go has been handed over. */
  public void bodyPaused() {
    if (connection != null && upload != null && !over && !sent) {
      upload.paused();
    }
  }

  @Override
  public void writabilityChanged() {
    UpstreamConnection to = connection;
    if (to != null && !sent && to.isWritable()) {
      progressed();
      takesMore(upload);
    }
  }

  @Override
  public void answered(HttpResponse head) {
    progressed();
    switch (AnswerRewriter.rewrite(request.operation(), head)) {
      case Rewritten.Replace(ProxyFailure failure) -> {
        LOG.warn(
            "request {}: the registry answered {} to {}",
            request.id(),
            head.status().code(),
            request.operation().name());
        fail(failure);
      }
      case Rewritten.Relay(RelayedHead answer) -> relay(answer);
    }
  }

  private void relay(RelayedHead answer) {
    UpstreamConnection from = connection;
    if (from == null) {
      return;
    }
    answered = true;
    if (!sent && upload != null) {
      upload.giveUp();
    }
    client.answer(answer);
    download = proxy.flow(from, client, this::progressed, this::received);
    download.begin(answer.bodyLength());
  }

  @Override
  public void received(HttpContent content) {
    if (over) {
      content.release();
      return;
    }
    if (download != null && isTakenBy(download, content)) {
      return;
    }
    progressed();
    int size = content.content().readableBytes();
    client.send(content);
    if (content instanceof LastHttpContent) {
      finish();
    } else if (download != null && download.isFlushDue(size)) {
      paused();
    }
  }

  private void finish() {
    over = true;
    endFlows();
    UpstreamConnection done = connection;
    if (done != null && sent) {
      done.release();
    } else if (done != null) {
      done.close(); // answered before it had read everything: the rest would be taken for a request
    }
    client.finished();
  }

  @Override
  public void paused() {
    if (download != null && !over) {
      download.paused();
    }
  }

  private static void takesMore(@Nullable BodyFlow flow) {
    if (flow != null) {
      flow.sinkReady(true);
    }
  }

  private void progressed() {
    lastProgress = System.nanoTime();
  }

  /** The client takes more, or no more for now: whether to stop, the flush after a write tells. */
  public void clientWritabilityChanged() {
    if (!over && client.isWritable()) {
      progressed();
      takesMore(download);
    }
  }

  /** The client is gone: what it asked for is of no use any more. */
  public void clientGone() {
    over = true;
    closeUpstream();
  }

  @Override
  public void lost(Loss cause) {
    UpstreamConnection broken = connection;
    connection = null;
    if (over) {
      return;
    }
    boolean stale = cause == Loss.CLOSED && !answered && broken != null && broken.isReused();
    if (stale && !retried && request.isRead()) {
      retried = true; // nothing was changed by a read that was never answered (trap 75)
      proxy.pool().acquire(Freshness.NEW, this);
    } else {
      fail(ProxyFailure.of(cause));
    }
  }

  /** Ends what stands still for too long; called about once a second. */
  public void sweep(long now) {
    if (!over && now - lastProgress > patience().toNanos()) {
      boolean clientsFault = !sent && upload != null && upload.isReading();
      fail(clientsFault ? ProxyFailure.CLIENT_STALLED : ProxyFailure.SILENT);
    }
  }

  private Duration patience() {
    boolean waits = sent && !answered;
    return waits ? proxy.patience(request.operation()) : proxy.standstill();
  }

  private void fail(ProxyFailure failure) {
    if (over) {
      return;
    }
    over = true;
    closeUpstream();
    if (answered) {
      client.abort(failure);
    } else {
      client.fail(failure);
    }
  }

  private void closeUpstream() {
    endFlows();
    UpstreamConnection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  private void endFlows() {
    end(upload);
    end(download);
  }

  private static void end(@Nullable BodyFlow flow) {
    if (flow != null) {
      flow.end();
    }
  }
}
