package io.registrymanager.oci;

import io.registrymanager.oci.RegistryOperation.ListCatalog;
import io.registrymanager.oci.RegistryOperation.Ping;
import io.registrymanager.oci.RegistryOperation.Read;
import io.registrymanager.oci.RegistryRequest.Asks;
import io.registrymanager.oci.RegistryRequest.Malformed;
import io.registrymanager.oci.RegistryRequest.OtherMethod;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Finds the route of one request from the right of its path, and its repository on the left. */
final class RouteMatcher {
  private static final List<String> READS = List.of("GET", "HEAD");

  private final String method;
  private final List<String> segments;
  private final boolean slash;
  private final QueryString query;

  RouteMatcher(String method, List<String> segments, boolean slash, QueryString query) {
    this.method = method;
    this.segments = segments;
    this.slash = slash;
    this.query = query;
  }

  RegistryRequest match() {
    int count = segments.size();
    if (count == 1) {
      return reads(read -> new Asks(new Ping(read)));
    }
    if (count == 2 && segments.get(1).equals("_catalog") && !slash) {
      return reads(read -> page(page -> new Asks(new ListCatalog(read, page, scope()))));
    }
    if (count >= 4 && end(2).equals("blobs") && end(1).equals("uploads")) {
      return inRepository(2, RouteInRepository::uploads);
    }
    if (slash || count < 4) {
      return RegistryRequestParser.unknown();
    }
    if (end(2).equals("tags") && end(1).equals("list")) {
      return inRepository(2, RouteInRepository::tags);
    }
    return switch (end(2)) {
      case "manifests" -> inRepository(2, route -> route.manifest(end(1)));
      case "blobs" -> inRepository(2, route -> route.blob(end(1)));
      case "referrers" -> inRepository(2, route -> route.referrers(end(1)));
      case "uploads" -> session();
      default -> RegistryRequestParser.unknown();
    };
  }

  /** {@code all=1} asks for repositories in which nothing is left, too. */
  private CatalogScope scope() {
    return query.named("all").stream()
            .anyMatch(pair -> pair.value().filter(text -> text.equals("1")).isPresent())
        ? CatalogScope.ALL
        : CatalogScope.SHOWN;
  }

  private RegistryRequest session() {
    return segments.size() >= 5 && end(3).equals("blobs")
        ? inRepository(3, route -> route.session(end(1)))
        : RegistryRequestParser.unknown();
  }

  /** The segment that many from the right, 1 being the last. */
  private String end(int fromRight) {
    return segments.get(segments.size() - fromRight);
  }

  private RegistryRequest inRepository(
      int tail, Function<RouteInRepository, RegistryRequest> route) {
    String name = String.join("/", segments.subList(1, segments.size() - tail));
    Optional<RepositoryName> repository = RepositoryName.parse(name);
    return repository
        .map(found -> route.apply(new RouteInRepository(this, found, query)))
        .orElseGet(() -> new Malformed(RegistryError.NAME_INVALID, "invalid repository name"));
  }

  String method() {
    return method;
  }

  RegistryRequest reads(Function<Read, RegistryRequest> route) {
    return switch (method) {
      case "GET" -> route.apply(Read.GET);
      case "HEAD" -> route.apply(Read.HEAD);
      default -> new OtherMethod(READS);
    };
  }

  /** Reads {@code n} and {@code last}; each at most once. */
  RegistryRequest page(Function<PageRequest, RegistryRequest> route) {
    List<QueryString.Pair> sizes = query.named("n");
    List<QueryString.Pair> lasts = query.named("last");
    OptionalInt n = OptionalInt.empty();
    if (!sizes.isEmpty()) {
      n = sizes.size() == 1 ? number(sizes.getFirst().value()) : OptionalInt.empty();
      if (n.isEmpty()) {
        return new Malformed(
            RegistryError.PAGINATION_NUMBER_INVALID, "n must be one whole number, 0 or more");
      }
    }
    if (lasts.size() > 1 || lasts.size() == 1 && lasts.getFirst().value().isEmpty()) {
      return new Malformed(RegistryError.NAME_INVALID, "last must be one name");
    }
    Optional<String> last = lasts.isEmpty() ? Optional.empty() : lasts.getFirst().value();
    return route.apply(new PageRequest(n, last.filter(text -> !text.isEmpty())));
  }

  /** A whole number, capped at {@link PageRequest#MAX_N}; nothing for anything else. */
  private static OptionalInt number(Optional<String> text) {
    if (text.isEmpty()
        || text.get().isEmpty()
        || !text.get().chars().allMatch(RouteMatcher::digit)) {
      return OptionalInt.empty();
    }
    String digits = text.get().replaceFirst("^0+(?=.)", "");
    int cap = PageRequest.MAX_N;
    return OptionalInt.of(digits.length() > 6 ? cap : Math.min(cap, Integer.parseInt(digits)));
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }
}
