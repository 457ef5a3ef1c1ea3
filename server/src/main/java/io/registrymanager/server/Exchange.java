package io.registrymanager.server;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.AsciiString;
import io.registrymanager.endpoint.Content;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.identity.UserId;
import io.registrymanager.observation.RequestOutcome;
import io.registrymanager.oci.Digest;
import io.registrymanager.proxy.ClientSide;
import io.registrymanager.proxy.ProxyFailure;
import io.registrymanager.proxy.ProxyRequest;
import io.registrymanager.proxy.Transfer;
import io.registrymanager.server.gate.About;
import io.registrymanager.server.gate.RequestHead;
import io.registrymanager.server.gate.Verdict;
import io.registrymanager.upstream.Backlog;
import io.registrymanager.upstream.ReceiveSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, from the head's arrival to the last byte. Ends in exactly one {@link
 * RequestOutcome}. Used on its event loop only.
 */
final class Exchange implements ClientSide {
  /** The status in the log when the client left before there was an answer. */
  private static final int CLIENT_LEFT = 499;

  private static final AsciiString DIGEST = AsciiString.cached("Docker-Content-Digest");

  private final FrontConnection connection;
  private final RequestHead head;
  private final HttpHeaders headers;
  private final Instant started = Instant.now();
  private final long startNanos = System.nanoTime();
  private About about = About.UNKNOWN;
  private Optional<UserId> user = Optional.empty();
  private final List<UserId> ended = new ArrayList<>(0);
  private @Nullable Transfer transfer;
  private @Nullable EndpointCall call;
  private int status;
  private String reason = "";
  private Optional<Digest> digest = Optional.empty();
  private long received;
  private long sent;
  private long upstreamNanos;
  private boolean over;

  Exchange(FrontConnection connection, RequestHead head, HttpHeaders headers) {
    this.connection = connection;
    this.head = head;
    this.headers = headers;
  }

  /** Does what was decided. */
  void carryOut(Verdict verdict) {
    about = verdict.about();
    switch (verdict) {
      case Verdict.Answer answer -> {
        reason = answer.reason();
        answer(answer.response());
      }
      case Verdict.Forward forward when ended.contains(forward.user()) -> accountEnded();
      case Verdict.Forward forward -> {
        user = Optional.of(forward.user());
        ProxyRequest request =
            new ProxyRequest(
                forward.operation(), headers, head.framing(), head.id(), head.client());
        transfer = connection.loop().proxy().prepare(request, this);
        transfer.start();
      }
      case Verdict.Call to -> {
        call = new EndpointCall(this, to, connection.listener().settings());
        call.begin();
      }
    }
  }

  /** A part of the request's body, which this owns now. */
  void body(HttpContent content) {
    received += content.content().readableBytes();
    if (transfer != null) {
      transfer.body(content);
    } else if (call != null) {
      call.body(content);
    } else {
      content.release();
    }
  }

  /** What came in one go has been handed over. */
  void bodyPaused() {
    if (transfer != null) {
      transfer.bodyPaused();
    }
  }

  /** The client takes more, or no more, for now. */
  void writabilityChanged() {
    if (transfer != null) {
      transfer.clientWritabilityChanged();
    }
  }

  /** The head was not readable. */
  void reject(RejectedHead rejected) {
    about = About.MALFORMED;
    reason = "malformed-head";
    answer(
        EndpointResponse.of(
            rejected.status(), Content.text("text/plain", rejected.problem() + "\n")));
  }

  /** The body's framing is broken. */
  void brokenBody() {
    if (transfer != null) {
      transfer.clientGone();
    }
    reason = "malformed-body";
    if (status == 0) {
      answer(EndpointResponse.of(400, Content.text("text/plain", "malformed body\n")));
    } else {
      connection.close();
    }
  }

  /** The connection is gone. */
  void clientGone() {
    if (!over) {
      if (transfer != null) {
        transfer.clientGone();
      }
      reason = reason.isEmpty() ? "client-left" : reason;
      end(status == 0 ? CLIENT_LEFT : status);
    }
  }

  /** For whom the registry is asked; absent if it is not. */
  Optional<UserId> user() {
    return user;
  }

  /** Ends the transfer because its user may not go on. */
  void endIfOf(UserId revoked) {
    if (about.equals(About.UNKNOWN)) {
      ended.add(revoked); // the verdict may be on its way, from before
    } else if (user.isPresent() && user.get().equals(revoked)) {
      accountEnded();
    }
  }

  private void accountEnded() {
    reason = "account-ended";
    connection.close();
  }

  void sweep(long now) {
    if (transfer != null) {
      transfer.sweep(now);
    } else if (call != null && call.isStalled(now)) {
      reason = "client-stalled";
      connection.close();
    }
  }

  /** Answers with a whole response of our own. */
  void answer(EndpointResponse response) {
    if (over) {
      return;
    }
    status = response.status();
    sent = head.method().equals("HEAD") ? 0 : response.content().bytes().length;
    connection.writer().whole(response, head);
    end(status);
    connection.exchangeEnded();
  }

  /** Runs an endpoint away from the event loop, and answers with what it says. */
  void run(EndpointCall.Work work, EndpointRequest request) {
    connection
        .listener()
        .blocking()
        .execute(
            () -> {
              EndpointResponse response = work.run(request);
              connection.loop().eventLoop().execute(() -> answer(response));
            });
  }

  /** Notes why it failed. */
  void failed(String why) {
    reason = why;
  }

  RequestHead head() {
    return head;
  }

  MemoryBudget bodyMemory() {
    return connection.loop().bodies();
  }

  @Override
  public void invite() {
    connection.writer().invite();
  }

  @Override
  public void setReading(boolean reading) {
    connection.setReading(reading);
  }

  @Override
  public ReceiveSize receiveSize() {
    return connection.receiveSize();
  }

  @Override
  public void answer(HttpResponse answer) {
    upstreamNanos = System.nanoTime() - startNanos;
    status = answer.status().code();
    if (about.isManifest()) {
      digest = Optional.ofNullable(answer.headers().get(DIGEST)).flatMap(Digest::parse);
    }
    connection.writer().head(answer, head);
  }

  @Override
  public void send(HttpContent content) {
    sent += content.content().readableBytes();
    connection.writer().body(content);
  }

  @Override
  public void flush() {
    connection.writer().flush();
  }

  @Override
  public void allow(Backlog backlog) {
    connection.writer().allow(backlog);
  }

  @Override
  public boolean isWritable() {
    return connection.writer().isWritable();
  }

  @Override
  public void finished() {
    connection.writer().flush();
    end(status);
    connection.exchangeEnded();
  }

  @Override
  public void fail(ProxyFailure failure) {
    reason = failure.word();
    answer(FailureAnswer.of(failure, head.id()));
  }

  @Override
  public void abort(ProxyFailure failure) {
    reason = failure.word();
    end(status);
    connection.close();
  }

  private void end(int finalStatus) {
    if (!over) {
      over = true;
      if (call != null) {
        call.ended();
      }
      connection.listener().observer().ended(outcome(finalStatus));
    }
  }

  private RequestOutcome outcome(int finalStatus) {
    return new RequestOutcome(
        new RequestOutcome.Asked(
            head.id(),
            head.client(),
            head.method(),
            about.route(),
            about.repository(),
            about.reference()),
        about.who(),
        new RequestOutcome.Answered(finalStatus, reason, digest),
        new RequestOutcome.Traffic(received, sent),
        new RequestOutcome.Timing(started, System.nanoTime() - startNanos, upstreamNanos));
  }
}
