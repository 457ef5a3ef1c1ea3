package io.registrymanager.server.gate;

import java.util.concurrent.CompletionStage;

/** Decides about every request of a listener before its body is read. Thread-safe. */
public interface Gate {
  /** Decides; never blocks, never completes exceptionally. */
  CompletionStage<Verdict> admit(RequestHead head);
}
