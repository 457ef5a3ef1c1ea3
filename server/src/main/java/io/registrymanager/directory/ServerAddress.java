package io.registrymanager.directory;

/**
 * Where a server listens and how it is spoken to.
 *
 * @param host a name, which its certificate must bear, or an address
 */
record ServerAddress(String host, int port, Security security) {
  static final int LDAP_PORT = 389;
  static final int LDAPS_PORT = 636;

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
