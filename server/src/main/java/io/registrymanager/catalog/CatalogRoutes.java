package io.registrymanager.catalog;

import io.registrymanager.endpoint.AccessRule;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Parameters;
import io.registrymanager.endpoint.Route;
import java.util.List;
import java.util.function.Supplier;

/** Our own routes about repositories and the index of them. Handlers block. */
final class CatalogRoutes {
  static final String STATUS = "/api/v1/catalog";
  static final String CRAWL = "/api/v1/catalog/crawl";

  private CatalogRoutes() {}

  /** Routes of a server that crawls. */
  static List<Route> of(CatalogService catalog, CatalogStatus status, CrawlSchedule schedule) {
    return List.of(
        new RepositoryRoute(catalog::entries).route(),
        status(status),
        new Route(
            "POST",
            CRAWL,
            new AccessRule.Administrator(),
            request ->
                withoutParameters(
                    request,
                    () -> {
                      schedule.demand();
                      return EndpointResponse.json(202, status.json());
                    })));
  }

  /** Routes of a process that only holds the store: nothing crawls there. */
  static List<Route> withoutServer(RepositoryIndex index, CatalogStatus status) {
    return List.of(
        new RepositoryRoute(
                (rights, wanted) -> CatalogService.entries(index, NameRanges.of(rights), wanted))
            .route(),
        status(status));
  }

  private static Route status(CatalogStatus status) {
    return new Route(
        "GET",
        STATUS,
        new AccessRule.Administrator(),
        request -> withoutParameters(request, () -> EndpointResponse.json(200, status.json())));
  }

  private static EndpointResponse withoutParameters(
      EndpointRequest request, Supplier<EndpointResponse> answer) {
    return Parameters.of(request, List.of())
        .problem()
        .map(problem -> problem.response(request.id()))
        .orElseGet(answer);
  }
}
