package io.registrymanager.server;

import io.registrymanager.observation.RequestOutcome;
import io.registrymanager.oci.Digest;
import io.registrymanager.server.gate.About;
import io.registrymanager.server.gate.RequestHead;
import java.time.Instant;
import java.util.Optional;

/** What is noted of an exchange on its way, for its {@link RequestOutcome}. On its event loop. */
final class ExchangeRecord {
  /** The status in the log when the client left before there was an answer. */
  private static final int CLIENT_LEFT = 499;

  private final RequestHead head;
  private final Instant started = Instant.now();
  private final long startNanos = System.nanoTime();
  private About about = About.UNKNOWN;
  private int status;
  private String reason = "";
  private Optional<Digest> digest = Optional.empty();
  private long received;
  private long sent;
  private long upstreamNanos;

  ExchangeRecord(RequestHead head) {
    this.head = head;
  }

  void about(About what) {
    about = what;
  }

  About about() {
    return about;
  }

  /** Why it was refused or failed; the last word counts. */
  void reason(String word) {
    reason = word;
  }

  /** The client left before the end, unless something else had ended it. */
  void clientLeft() {
    if (reason.isEmpty()) {
      reason = "client-left";
    }
    if (status == 0) {
      status = CLIENT_LEFT;
    }
  }

  /** The status of the answer, once it has begun; else 0. */
  int status() {
    return status;
  }

  void status(int sentStatus) {
    status = sentStatus;
  }

  /** The registry's answer began, and said it was about that manifest. */
  void answered(int upstreamStatus, Optional<Digest> manifest) {
    upstreamNanos = System.nanoTime() - startNanos;
    status = upstreamStatus;
    digest = manifest;
  }

  void received(long bytes) {
    received += bytes;
  }

  void sent(long bytes) {
    sent += bytes;
  }

  /** All of it, when the exchange is over. */
  RequestOutcome outcome() {
    return new RequestOutcome(
        new RequestOutcome.Asked(
            head.id(),
            head.client(),
            head.method(),
            about.route(),
            about.repository(),
            about.reference()),
        about.who(),
        new RequestOutcome.Answered(status, reason, digest),
        new RequestOutcome.Traffic(received, sent),
        new RequestOutcome.Timing(started, System.nanoTime() - startNanos, upstreamNanos));
  }
}
