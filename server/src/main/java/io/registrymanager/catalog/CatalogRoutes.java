package io.registrymanager.catalog;

import io.registrymanager.access.Rights;
import io.registrymanager.endpoint.AccessRule;
import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Parameters;
import io.registrymanager.endpoint.Problem;
import io.registrymanager.endpoint.Route;
import io.registrymanager.oci.CatalogScope;
import io.registrymanager.oci.PageRequest;
import io.registrymanager.oci.QueryString;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Our own routes about repositories. Handlers block. */
final class CatalogRoutes {
  static final String REPOSITORIES = "/api/v1/repositories";
  static final String STATUS = "/api/v1/catalog";
  static final String CRAWL = "/api/v1/catalog/crawl";
  private static final String PREFIX = "prefix";
  private static final String CONTAINING = "q";
  private static final String LIMIT = "limit";
  private static final String AFTER = "after";
  private static final String ALL = "all";

  private final CatalogService catalog;
  private final CatalogStatus status;
  private final CrawlSchedule schedule;

  CatalogRoutes(CatalogService catalog, CatalogStatus status, CrawlSchedule schedule) {
    this.catalog = catalog;
    this.status = status;
    this.schedule = schedule;
  }

  List<Route> routes() {
    AccessRule administrator = new AccessRule.Administrator();
    return List.of(
        new Route("GET", REPOSITORIES, new AccessRule.KnownUser(), this::repositories),
        new Route("GET", STATUS, administrator, _ -> EndpointResponse.json(200, status.json())),
        new Route("POST", CRAWL, administrator, _ -> crawl()));
  }

  /** The routes of a process that only holds the store: nothing crawls there. */
  static List<Route> withoutServer(CatalogStatus status) {
    AccessRule administrator = new AccessRule.Administrator();
    Problem none =
        Problem.of(409, "not-running", "No server runs", "Only a running server crawls.");
    return List.of(
        new Route("GET", STATUS, administrator, _ -> EndpointResponse.json(200, status.json())),
        new Route("POST", CRAWL, administrator, request -> none.response(request.id())));
  }

  private EndpointResponse repositories(EndpointRequest request) {
    Parameters parameters = Parameters.of(request, List.of(PREFIX, CONTAINING, LIMIT, AFTER, ALL));
    String prefix = parameters.text(PREFIX).orElse("");
    String containing = parameters.text(CONTAINING).orElse("");
    Optional<String> after = parameters.text(AFTER).filter(text -> !text.isEmpty());
    int limit =
        Math.min(
            parameters.number(LIMIT, 1, CatalogService.USUAL_PAGE), CatalogService.LARGEST_PAGE);
    CatalogScope scope =
        parameters.flag(ALL).orElse(false) && RegistryListings.isAdministrator(request.caller())
            ? CatalogScope.ALL
            : CatalogScope.SHOWN;
    Optional<Problem> problem = parameters.problem();
    if (problem.isPresent()) {
      return problem.get().response(request.id());
    }
    PageRequest wanted = new PageRequest(OptionalInt.of(limit), after);
    CatalogPage<IndexedRepository> page =
        catalog.entries(rights(request.caller()), scope, prefix, containing, wanted);
    EndpointResponse answer =
        EndpointResponse.json(200, page.entries().stream().map(CatalogStatus::json).toList());
    return page.next()
        .map(last -> answer.with("Link", link(prefix, containing, limit, scope, last)))
        .orElse(answer);
  }

  private static Rights rights(Caller caller) {
    return RegistryListings.rights(caller);
  }

  private static String link(
      String prefix, String containing, int limit, CatalogScope scope, String last) {
    StringBuilder link = new StringBuilder("<").append(REPOSITORIES).append('?');
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

  private EndpointResponse crawl() {
    schedule.demand();
    return EndpointResponse.json(202, status.json());
  }
}
