package io.registrymanager.server;

import io.registrymanager.server.gate.RequestHead;

/**
 * Whether a connection goes on after the request it is in: the client must want it, and the next
 * request must be told apart from the rest of this one. Used on one event loop only.
 */
final class Persistence {
  private boolean inRequest;
  private boolean keepAlive = true;
  private boolean chunkable = true;
  private boolean awaitsInvitation;
  private boolean draining;

  /** A request begins. */
  void began(ReadHead head) {
    inRequest = true;
    chunkable = head.line().isCurrent();
    keepAlive = !draining && chunkable && !head.block().close();
    // RFC 9110 section 10.1.1: HTTP/1.0 has no interim answers; one would be read as the final one.
    awaitsInvitation = chunkable && head.block().expects();
  }

  /** The last byte of its body is here. */
  void bodyEnded() {
    inRequest = false;
  }

  /** Where it ends is not known any more: nothing behind it can be read. */
  void broken() {
    inRequest = true;
    keepAlive = false;
  }

  /** After the request under way there is no other. */
  void drain() {
    draining = true;
    keepAlive = false;
  }

  /** Whether a part of the request's body is still to come. */
  boolean isInRequest() {
    return inRequest;
  }

  /** Whether the client knows chunks, as HTTP/1.0 does not. */
  boolean isChunkable() {
    return chunkable;
  }

  /** Whether the client waits for {@code 100 Continue}; true once. */
  boolean takeInvitation() {
    boolean invite = inRequest && awaitsInvitation;
    awaitsInvitation = false;
    return invite;
  }

  /**
   * Settles it, for the answer's head. The body must be here, or so short that the client will send
   * it anyway; one that waits for {@code 100 Continue} may or may not.
   */
  boolean settle(RequestHead head) {
    boolean follows =
        !inRequest
            || !head.framing().hasBody()
            || Lingering.isShort(head.framing()) && !awaitsInvitation;
    keepAlive = keepAlive && follows;
    return keepAlive;
  }

  boolean isKept() {
    return keepAlive;
  }
}
