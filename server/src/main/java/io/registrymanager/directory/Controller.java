package io.registrymanager.directory;

import com.unboundid.ldap.sdk.LDAPException;
import java.util.function.LongSupplier;

/**
 * One server: its connections for searches, logged in as the service account, those on which
 * passwords are tried, and whether it is worth asking at all. Thread-safe.
 */
final class Controller implements AutoCloseable {
  private final ServerAddress address;
  private final Connector connector;
  private final Breaker breaker;
  private final ConnectionPool searching;
  private final ConnectionPool binding;

  Controller(
      ServerAddress address,
      Connector connector,
      ServiceAccount account,
      DirectorySettings.Limits limits,
      LongSupplier nanos) {
    this.address = address;
    this.connector = connector;
    this.breaker = new Breaker(nanos, limits.timeout());
    this.searching =
        new ConnectionPool(
            limits.searchConnections(), deadline -> loggedIn(account, deadline), nanos);
    // Nobody is logged in there: the first thing said is somebody's own name and password.
    this.binding =
        new ConnectionPool(
            limits.bindConnections(), deadline -> connector.open(address, deadline), nanos);
  }

  ServerAddress address() {
    return address;
  }

  Breaker breaker() {
    return breaker;
  }

  ConnectionPool searching() {
    return searching;
  }

  ConnectionPool binding() {
    return binding;
  }

  private Link loggedIn(ServiceAccount account, Deadline deadline)
      throws LDAPException, OutOfReachException {
    Link link = connector.open(address, deadline);
    try {
      account.bind(link.connection(), deadline);
      return link;
    } catch (LDAPException | OutOfReachException e) {
      link.cut();
      throw e;
    }
  }

  @Override
  public void close() {
    searching.close();
    binding.close();
  }
}
