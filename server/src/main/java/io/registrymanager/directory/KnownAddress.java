package io.registrymanager.directory;

import com.unboundid.ldap.sdk.NameResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Hands the library an address that was looked up before, so that it never asks the system. */
final class KnownAddress extends NameResolver {
  private final String host;
  private final InetAddress address;

  KnownAddress(String host, InetAddress address) {
    this.host = host;
    this.address = address;
  }

  @Override
  public InetAddress getByName(String name) throws UnknownHostException {
    if (!name.equals(host)) {
      throw new UnknownHostException(name);
    }
    return address;
  }

  @Override
  public InetAddress[] getAllByName(String name) throws UnknownHostException {
    return new InetAddress[] {getByName(name)};
  }

  @Override
  public String getHostName(InetAddress other) {
    return host;
  }

  @Override
  public String getCanonicalHostName(InetAddress other) {
    return host;
  }

  @Override
  public void toString(StringBuilder text) {
    text.append(host).append('=').append(address.getHostAddress());
  }
}
