package io.registrymanager.server;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.registrymanager.endpoint.Content;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.identity.UserId;
import io.registrymanager.observation.RequestOutcome;
import io.registrymanager.oci.Digest;
import io.registrymanager.proxy.ClientSide;
import io.registrymanager.proxy.PassedFields;
import io.registrymanager.proxy.ProxyFailure;
import io.registrymanager.proxy.ProxyRequest;
import io.registrymanager.proxy.RelayedHead;
import io.registrymanager.proxy.Transfer;
import io.registrymanager.server.gate.About;
import io.registrymanager.server.gate.RequestHead;
import io.registrymanager.server.gate.Verdict;
import io.registrymanager.upstream.Backlog;
import io.registrymanager.upstream.ReceiveSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, from the head's arrival to the last byte. Ends in exactly one {@link
 * RequestOutcome}. Used on its event loop only.
 */
final class Exchange implements ClientSide {
  private final FrontConnection connection;
  private final RequestHead head;
  private final PassedFields passed;
  private final ExchangeRecord record;
  private Optional<UserId> user = Optional.empty();
  private final List<UserId> ended = new ArrayList<>(0);
  private @Nullable Transfer transfer;
  private @Nullable EndpointCall call;
  private boolean over;

  Exchange(FrontConnection connection, RequestHead head, PassedFields passed) {
    this.connection = connection;
    this.head = head;
    this.passed = passed;
    this.record = new ExchangeRecord(head);
  }

  /** Does what was decided. */
  void carryOut(Verdict verdict) {
    record.about(verdict.about());
    switch (verdict) {
      case Verdict.Answer answer -> {
        record.reason(answer.reason());
        answer(answer.response());
      }
      case Verdict.Forward forward when ended.contains(forward.user()) -> accountEnded();
      case Verdict.Forward forward -> {
        user = Optional.of(forward.user());
        ProxyRequest request =
            new ProxyRequest(forward.operation(), passed, head.framing(), head.id(), head.client());
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
    record.received(content.content().readableBytes());
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
    record.about(About.MALFORMED);
    record.reason("malformed-head");
    answer(
        EndpointResponse.of(
            rejected.status(), Content.text("text/plain", rejected.problem() + "\n")));
  }

  /** The body's framing is broken. */
  void brokenBody() {
    if (transfer != null) {
      transfer.clientGone();
    }
    record.reason("malformed-body");
    if (record.status() == 0) {
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
      record.clientLeft();
      end();
    }
  }

  /** For whom the registry is asked; absent if it is not. */
  Optional<UserId> user() {
    return user;
  }

  /** Ends the transfer because its user may not go on. */
  void endIfOf(UserId revoked) {
    if (record.about().equals(About.UNKNOWN)) {
      ended.add(revoked); // the verdict may be on its way, from before
    } else if (user.isPresent() && user.get().equals(revoked)) {
      accountEnded();
    }
  }

  private void accountEnded() {
    record.reason("account-ended");
    connection.close();
  }

  void sweep(long now) {
    if (transfer != null) {
      transfer.sweep(now);
    } else if (call != null && call.isStalled(now)) {
      record.reason("client-stalled");
      connection.close();
    }
  }

  /** Answers with a whole response of our own. */
  void answer(EndpointResponse response) {
    if (over) {
      return;
    }
    record.status(response.status());
    record.sent(head.method().equals("HEAD") ? 0 : response.content().bytes().length);
    connection.writer().whole(response, head);
    end();
    connection.exchangeEnded();
  }

  /** Notes why it failed. */
  void failed(String why) {
    record.reason(why);
  }

  RequestHead head() {
    return head;
  }

  /** Where it takes place. */
  FrontConnection connection() {
    return connection;
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
    return connection.intake().receiveSize();
  }

  @Override
  public Channel channel() {
    return connection.intake().channel();
  }

  @Override
  public boolean isDry() {
    return connection.intake().isDry();
  }

  @Override
  public void drawn(long bytes) {
    record.received(bytes);
    connection.intake().drawn(bytes);
  }

  @Override
  public void drawnAll(boolean followed) {
    connection.intake().drawnAll(); // what follows is the client's next request
  }

  @Override
  public void filled(long bytes) {
    record.sent(bytes);
  }

  @Override
  public void broken() {
    connection.close();
  }

  @Override
  public void answer(RelayedHead answer) {
    Optional<Digest> manifest = record.about().isManifest() ? answer.digest() : Optional.empty();
    record.answered(answer.status(), manifest);
    connection.writer().head(answer, head);
  }

  @Override
  public void send(HttpContent content) {
    record.sent(content.content().readableBytes());
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
  public void whenWritten(Runnable then) {
    connection.writer().whenWritten().run(then);
  }

  @Override
  public boolean isWritable() {
    return connection.writer().isWritable();
  }

  @Override
  public void finished() {
    connection.writer().complete();
    end();
    connection.exchangeEnded();
  }

  @Override
  public void fail(ProxyFailure failure) {
    record.reason(failure.word());
    answer(FailureAnswer.of(failure, head.id()));
  }

  @Override
  public void abort(ProxyFailure failure) {
    record.reason(failure.word());
    end();
    connection.close();
  }

  private void end() {
    if (!over) {
      over = true;
      if (call != null) {
        call.ended();
      }
      connection.listener().observer().ended(record.outcome());
    }
  }
}
