package io.registrymanager.server.gate;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a request that changes something comes from a page of somebody else. A browser sends the
 * Basic credentials that it remembers with every request to us, whosever page asks for it (trap
 * 92). What is no browser sends neither header, and passes. Pure.
 */
public final class CrossSiteRule {
  private final String scheme;
  private final Optional<String> external;

  /**
   * The rule of one listener.
   *
   * @param scheme {@code http} or {@code https}, as clients speak it there unless a proxy of ours
   *     says otherwise
   * @param externalUrl how clients name this server, where it was said
   */
  public CrossSiteRule(String scheme, Optional<URI> externalUrl) {
    this.scheme = scheme;
    this.external = externalUrl.map(url -> plain(url.getScheme() + "://" + url.getAuthority()));
  }

  /** Whether it must be refused, as far as this rule goes. */
  boolean refuses(String method, HeadFields fields) {
    return changesSomething(method) && isForeign(fields);
  }

  private static boolean changesSomething(String method) {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS" -> false;
      default -> true;
    };
  }

  private boolean isForeign(HeadFields fields) {
    if (!fields.fetchSites().isEmpty()) {
      // The browser's own word: a page can neither set nor remove it.
      return !fields.fetchSites().equals(List.of("same-origin"))
          && !fields.fetchSites().equals(List.of("none"));
    }
    return !fields.origins().isEmpty()
        && (fields.origins().size() > 1 || !isOurs(plain(fields.origins().getFirst()), fields));
  }

  private boolean isOurs(String origin, HeadFields fields) {
    return external.filter(origin::equals).isPresent()
        || fields.hosts().size() == 1
            && origin.equals(plain(scheme(fields) + "://" + fields.hosts().getFirst()));
  }

  /** Where TLS ends in front of us, the client's scheme is not ours (trap 6). */
  private String scheme(HeadFields fields) {
    List<String> said =
        fields.schemes().stream().map(text -> text.strip().toLowerCase(Locale.ROOT)).toList();
    return said.equals(List.of("https")) || said.equals(List.of("http")) ? said.getFirst() : scheme;
  }

  /** Origins are compared as browsers write them: in lower case, without the usual port. */
  private static String plain(String origin) {
    String lower = origin.strip().toLowerCase(Locale.ROOT);
    String port = lower.startsWith("https:") ? ":443" : ":80";
    return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
  }
}
