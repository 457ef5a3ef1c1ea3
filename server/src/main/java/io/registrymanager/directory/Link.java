package io.registrymanager.directory;

import com.unboundid.ldap.sdk.LDAPConnection;

/** A connection to a server and what carries it. */
record Link(LDAPConnection connection, BoundedSockets sockets) {
  /**
   * Ends it at once. Said good-bye to in the way of TLS, a silent server would be waited for as
   * long as for an answer.
   */
  void cut() {
    sockets.cut();
    connection.closeWithoutUnbind();
  }
}
