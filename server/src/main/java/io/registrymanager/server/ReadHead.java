package io.registrymanager.server;

import io.registrymanager.endpoint.RequestId;
import io.registrymanager.server.gate.RequestHead;
import io.registrymanager.server.gate.TargetForm;

/**
 * A head that was read. Immutable.
 *
 * @param target as it came
 * @param oldVersion whether it is HTTP/1.0
 */
record ReadHead(String method, String target, boolean oldVersion, HeaderBlock block) {
  /** What stands for one that could not be read. */
  static ReadHead unreadable(Peer peer) {
    return new ReadHead("-", "-", true, HeaderBlock.unreadable(peer));
  }

  /** In the gate's terms. */
  RequestHead forGate() {
    return new RequestHead(
        block.id().orElseGet(() -> RequestId.next(System.currentTimeMillis())),
        block.client(),
        method,
        TargetForm.origin(target).orElse(target),
        block.fields(),
        block.framing());
  }
}
