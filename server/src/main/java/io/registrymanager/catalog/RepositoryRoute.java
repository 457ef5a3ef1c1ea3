package io.registrymanager.catalog;

import io.registrymanager.access.Rights;
import io.registrymanager.endpoint.AccessRule;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Parameters;
import io.registrymanager.endpoint.Problem;
import io.registrymanager.endpoint.Route;
import io.registrymanager.oci.CatalogScope;
import io.registrymanager.oci.QueryString;
import java.util.List;
import java.util.Optional;

/** {@code GET /api/v1/repositories}: what is known of the repositories that the caller may pull. */
final class RepositoryRoute {
  static final String PATH = "/api/v1/repositories";
  private static final String PREFIX = "prefix";
  private static final String CONTAINING = "q";
  private static final String LIMIT = "limit";
  private static final String AFTER = "after";
  private static final String ALL = "all";

  private final Source source;

  /** Where entries come from. */
  @FunctionalInterface
  interface Source {
    /**
     * A page of them.
     *
     * @throws UpstreamCatalogException if it is not known yet what there is
     */
    CatalogPage<IndexedRepository> page(Rights rights, Wanted wanted);
  }

  /**
   * Which entries.
   *
   * @param prefix what each name begins with
   * @param containing what each name contains
   */
  record Wanted(
      String prefix, String containing, Optional<String> after, int limit, CatalogScope scope) {
    private String link(String last) {
      StringBuilder link = new StringBuilder("<").append(PATH).append('?');
      parameter(link, PREFIX, prefix);
      parameter(link, CONTAINING, containing);
      parameter(link, ALL, scope == CatalogScope.ALL ? "true" : "");
      parameter(link, AFTER, last);
      return link.append(LIMIT).append('=').append(limit).append(">; rel=\"next\"").toString();
    }

    private static void parameter(StringBuilder link, String name, String value) {
      if (!value.isEmpty()) {
        link.append(name).append('=').append(QueryString.encode(value)).append('&');
      }
    }
  }

  RepositoryRoute(Source source) {
    this.source = source;
  }

  Route route() {
    return new Route("GET", PATH, new AccessRule.KnownUser(), this::list);
  }

  private EndpointResponse list(EndpointRequest request) {
    Parameters parameters = Parameters.of(request, List.of(PREFIX, CONTAINING, LIMIT, AFTER, ALL));
    int limit = parameters.number(LIMIT, 1, CatalogService.USUAL_PAGE);
    boolean all = parameters.flag(ALL).orElse(false);
    Wanted wanted =
        new Wanted(
            parameters.text(PREFIX).orElse(""),
            parameters.text(CONTAINING).orElse(""),
            parameters.text(AFTER).filter(text -> !text.isEmpty()),
            Math.min(limit, CatalogService.LARGEST_PAGE),
            all && RegistryListings.isAdministrator(request.caller())
                ? CatalogScope.ALL
                : CatalogScope.SHOWN);
    return parameters
        .problem()
        .map(problem -> problem.response(request.id()))
        .orElseGet(() -> list(request, wanted));
  }

  private EndpointResponse list(EndpointRequest request, Wanted wanted) {
    try {
      CatalogPage<IndexedRepository> page =
          source.page(RegistryListings.rights(request.caller()), wanted);
      EndpointResponse answer =
          EndpointResponse.json(200, page.entries().stream().map(CatalogStatus::json).toList());
      return page.next().map(last -> answer.with("Link", wanted.link(last))).orElse(answer);
    } catch (UpstreamCatalogException _) {
      return Problem.of(
              503,
              "unavailable",
              "unavailable",
              "the registry's list was not read to its end yet, try again later")
          .response(request.id())
          .with("Retry-After", "5");
    }
  }
}
