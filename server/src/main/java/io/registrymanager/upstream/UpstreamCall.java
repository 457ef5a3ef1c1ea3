package io.registrymanager.upstream;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.registrymanager.upstream.UpstreamClient.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One question without a body and its answer, bounded in size. A kept connection that turns out to
 * be stale is replaced once (trap 75: nothing that it asks changes anything). On the event loop.
 */
final class UpstreamCall implements UpstreamPool.Taker, UpstreamListener {
  private final UpstreamPool pool;
  private final HttpMethod method;
  private final String target;
  private final Optional<String> accept;
  private final int largest;
  private final CompletableFuture<Reply> reply;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable UpstreamConnection connection;
  private int status;
  private List<String> links = List.of();
  private String date = "";
  private boolean mayRepeat = true;

  UpstreamCall(
      UpstreamPool pool,
      HttpMethod method,
      String target,
      Optional<String> accept,
      int largest,
      CompletableFuture<Reply> reply) {
    this.pool = pool;
    this.method = method;
    this.target = target;
    this.accept = accept;
    this.largest = largest;
    this.reply = reply;
  }

  void begin() {
    pool.acquire(UpstreamPool.Freshness.ANY, this);
  }

  /** Nobody waits for it any more. */
  void abandon() {
    fail("the registry does not answer");
  }

  @Override
  public void take(UpstreamConnection taken) {
    if (reply.isDone()) {
      taken.giveBack();
      return;
    }
    connection = taken;
    taken.lease(this);
    HeadPrinter head = taken.request(method.name(), target);
    accept.ifPresent(types -> head.field(HttpHeaderNames.ACCEPT, types));
    taken.begin(head, BodyForm.NONE);
    taken.flush();
  }

  @Override
  public boolean isWaiting() {
    return !reply.isDone();
  }

  @Override
  public void refuse(UpstreamPool.Refusal refusal) {
    fail(
        switch (refusal) {
          case BUSY -> "all connections to the registry are busy";
          case UNREACHABLE -> "the registry cannot be reached";
        });
  }

  @Override
  public void answered(HttpResponse head) {
    status = head.status().code();
    links = List.copyOf(head.headers().getAll("Link"));
    date = head.headers().get(HttpHeaderNames.DATE, "");
  }

  @Override
  public void received(HttpContent content) {
    try {
      int size = content.content().readableBytes();
      if (body.size() + size > largest) {
        fail("the registry's answer is larger than " + largest + " bytes");
        return;
      }
      content.content().readBytes(body, size);
      if (content instanceof LastHttpContent) {
        UpstreamConnection held = connection;
        connection = null;
        if (held != null) {
          held.release();
        }
        reply.complete(new Reply(status, links, date, body.toByteArray()));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e); // memory does not fail that way
    } finally {
      content.release();
    }
  }

  @Override
  public void paused() {
    // nothing is written back
  }

  @Override
  public void writabilityChanged() {
    // one small request
  }

  @Override
  public void lost(Loss cause) {
    boolean stale = connection != null && connection.isReused() && status == 0;
    connection = null;
    if (stale && mayRepeat && cause == Loss.CLOSED) {
      mayRepeat = false;
      pool.acquire(UpstreamPool.Freshness.NEW, this);
    } else {
      fail(
          switch (cause) {
            case CLOSED -> "the registry closed the connection";
            case GARBLED -> "the registry's answer is not HTTP";
          });
    }
  }

  private void fail(String reason) {
    UpstreamConnection held = connection;
    connection = null;
    if (held != null) {
      held.close();
    }
    reply.completeExceptionally(new IOException(reason));
  }
}
