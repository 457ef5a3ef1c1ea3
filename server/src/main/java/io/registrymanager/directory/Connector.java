package io.registrymanager.directory;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import java.net.InetAddress;
import javax.net.ssl.SSLSocketFactory;

/**
 * Opens connections: encrypted as the settings say before anything else is said, to a server whose
 * certificate is trusted and bears the name that was asked for, and never plain because something
 * of this failed (trap 102). Thread-safe.
 */
final class Connector {
  private final SSLSocketFactory tls;
  private final Names names;

  Connector(SSLSocketFactory tls, Names names) {
    this.tls = tls;
    this.names = names;
  }

  /** Connects; nobody is logged in yet. */
  Link open(ServerAddress server, Deadline deadline) throws LDAPException {
    InetAddress address = names.address(server.host(), deadline);
    BoundedSockets sockets = new BoundedSockets(tls, server, deadline);
    LDAPConnection connection =
        new LDAPConnection(sockets, options(deadline, new KnownAddress(server.host(), address)));
    Link link = new Link(connection, sockets);
    try {
      connection.connect(server.host(), server.port(), deadline.millis());
      switch (server.security()) {
        case STARTTLS -> encrypt(connection, sockets);
        case LDAPS, NONE -> {}
      }
      return link;
    } catch (LDAPException | RuntimeException e) {
      link.cut();
      throw e;
    }
  }

  private static void encrypt(LDAPConnection connection, BoundedSockets sockets)
      throws LDAPException {
    ExtendedResult result =
        connection.processExtendedOperation(new StartTLSExtendedRequest(sockets));
    if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
      throw new LDAPException(result);
    }
  }

  private static LDAPConnectionOptions options(Deadline deadline, KnownAddress address) {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    // No thread for each connection: the thread that asks reads the answer itself.
    options.setUseSynchronousMode(true);
    options.setFollowReferrals(false); // trap 103: it would log in wherever somebody says
    options.setBindWithDNRequiresPassword(true);
    options.setAllowConcurrentSocketFactoryUse(true);
    options.setAbandonOnTimeout(false);
    options.setUseSchema(false);
    options.setConnectTimeoutMillis(deadline.millis());
    options.setResponseTimeoutMillis(deadline.millis());
    options.setNameResolver(address);
    return options;
  }
}
