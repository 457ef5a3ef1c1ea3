package io.registrymanager.server;

import io.registrymanager.endpoint.RequestId;
import io.registrymanager.server.gate.RequestHead;
import io.registrymanager.server.gate.TargetForm;

/** A head that was read. Immutable. */
record ReadHead(RequestLine line, HeaderBlock block) {
  /** What stands for one that could not be read. */
  static ReadHead unreadable(Peer peer) {
    return new ReadHead(new RequestLine("-", "-", "-"), HeaderBlock.unreadable(peer));
  }

  /** In the gate's terms. */
  RequestHead forGate() {
    return new RequestHead(
        block.id().orElseGet(() -> RequestId.next(System.currentTimeMillis())),
        block.client(),
        line.method(),
        TargetForm.origin(line.target()).orElse(line.target()),
        block.fields(),
        block.framing());
  }
}
