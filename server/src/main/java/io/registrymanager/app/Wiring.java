package io.registrymanager.app;

import io.registrymanager.setting.Values;

/** Puts the rooms together; the only place that sees everything. */
@SuppressWarnings("DoNotCallSuggester") // until there is something to compose
final class Wiring {
  /**
   * Runs the server until it is told to stop.
   *
   * @param values valid, with nothing required missing
   * @return the exit code of the process
   */
  int serve(Values values, Banner banner) {
    throw new UnsupportedOperationException("the server is not composed yet");
  }

  /** Opens the store for a command while no server runs. */
  OpenStore openStore(Values values) {
    throw new UnsupportedOperationException("the store is not composed yet");
  }
}
