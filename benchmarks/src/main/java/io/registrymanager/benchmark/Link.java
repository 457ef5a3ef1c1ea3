package io.registrymanager.benchmark;

/** How a generator reaches the peer. */
enum Link {
  PLAIN(false, false),
  TLS(true, false),
  /** A new connection and a whole handshake for each round. */
  TLS_EACH(true, true),
  /** A new connection for each round, which takes up the session of an earlier one. */
  TLS_RESUMED(true, true);

  private final boolean secure;
  private final boolean fresh;

  Link(boolean secure, boolean fresh) {
    this.secure = secure;
    this.fresh = fresh;
  }

  boolean isSecure() {
    return secure;
  }

  /** Whether each round has a connection of its own. */
  boolean isFresh() {
    return fresh;
  }
}
