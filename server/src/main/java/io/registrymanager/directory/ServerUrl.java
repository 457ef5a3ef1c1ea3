package io.registrymanager.directory;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * One of {@code directory.servers} as it was written.
 *
 * @param host a name or an address, an IPv6 one without brackets
 */
record ServerUrl(Scheme scheme, String host, int port) {
  private static final String EXPECTED =
      "the URL of a server such as ldaps://dc1.corp.example.com or ldap://dc1.corp.example.com:389";

  /** What stands before the colon. */
  enum Scheme {
    LDAP(389),
    LDAPS(636);

    private final int port;

    Scheme(int port) {
      this.port = port;
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none; a path, a search or a login in it is not taken
   */
  static ServerUrl parse(String text) {
    try {
      URI uri = new URI(text);
      Scheme scheme = Scheme.valueOf(String.valueOf(uri.getScheme()).toUpperCase(Locale.ROOT));
      boolean bare =
          uri.getRawUserInfo() == null
              && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      String host = uri.getHost();
      if (host == null || !bare || uri.getPort() == 0 || uri.getPort() > 65_535) {
        throw new IllegalArgumentException(EXPECTED);
      }
      int port = uri.getPort() < 0 ? scheme.port : uri.getPort();
      return new ServerUrl(scheme, host.replaceAll("[\\[\\]]", ""), port);
    } catch (URISyntaxException | NullPointerException | IllegalArgumentException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
  }

  /** What the scheme says where nothing else is said. */
  Security usualSecurity() {
    return switch (scheme) {
      case LDAP -> Security.STARTTLS;
      case LDAPS -> Security.LDAPS;
    };
  }

  @Override
  public String toString() {
    return scheme.name().toLowerCase(Locale.ROOT) + "://" + host + ":" + port;
  }
}
