package io.registrymanager.proxy;

import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.oci.RegistryOperation.PullBlob;
import io.registrymanager.oci.RegistryRequest.Asks;
import io.registrymanager.oci.RegistryRequestParser;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The registry's URLs, made ours: path and query only, so that they work under whatever name and
 * scheme the client used (traps 1 to 7), parsed by the same grammar as requests and only for the
 * same repository. Its host never goes to the client, for a client's {@code Host} or forwarding
 * header may have put it there (trap 111). Pure.
 */
final class UpstreamLink {
  private UpstreamLink() {}

  /**
   * The {@code Location} for the client, or nothing if there is none that it could follow. The
   * address of a blob kept elsewhere, which the registry redirects to, passes unchanged, nothing
   * attached (traps 4, 37).
   */
  static Optional<String> location(OnRepository operation, int status, String location) {
    boolean redirect = status >= 300 && status < 400;
    if (redirect) {
      return operation instanceof PullBlob && isWeb(location)
          ? Optional.of(location)
          : ours(operation, location);
    }
    return ours(operation, location);
  }

  /** The {@code Link} to the next page, or nothing; one header may hold several links. */
  static Optional<String> link(OnRepository operation, String header) {
    return Arrays.stream(header.split(",(?=\\s*<)", -1))
        .flatMap(link -> next(operation, link).stream())
        .findFirst();
  }

  private static Optional<String> next(OnRepository operation, String link) {
    int open = link.indexOf('<');
    int close = link.indexOf('>');
    boolean next = link.contains("rel=\"next\"") || link.contains("rel=next");
    if (open < 0 || close < open || !next) {
      return Optional.empty();
    }
    return ours(operation, link.substring(open + 1, close))
        .map(target -> "<" + target + ">; rel=\"next\"");
  }

  private static Optional<String> ours(OnRepository operation, String url) {
    String target = withoutOrigin(url);
    return RegistryRequestParser.isRegistryTarget(target)
            && RegistryRequestParser.parse("GET", target) instanceof Asks(OnRepository linked)
            && linked.repository().equals(operation.repository())
        ? Optional.of(linked.target())
        : Optional.empty();
  }

  private static String withoutOrigin(String url) {
    if (!isWeb(url)) {
      return url;
    }
    int path = url.indexOf('/', url.indexOf("://") + 3);
    return path < 0 ? "/" : url.substring(path);
  }

  private static boolean isWeb(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://");
  }
}
