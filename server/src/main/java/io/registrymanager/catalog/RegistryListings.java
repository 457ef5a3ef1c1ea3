package io.registrymanager.catalog;

import io.registrymanager.access.Rights;
import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.RegistryErrorBody;
import io.registrymanager.identity.Role;
import io.registrymanager.identity.StoreException;
import io.registrymanager.oci.CatalogScope;
import io.registrymanager.oci.PageRequest;
import io.registrymanager.oci.QueryString;
import io.registrymanager.oci.RegistryError;
import io.registrymanager.oci.RegistryOperation.ListCatalog;
import io.registrymanager.oci.RegistryOperation.ListTags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lists of the registry API that we answer ourselves, in its dialect. The gate has decided
 * before. Thread-safe; blocks.
 */
public final class RegistryListings {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryListings.class);

  private final CatalogService catalog;
  private final TagListing tags;

  RegistryListings(CatalogService catalog, TagListing tags) {
    this.catalog = catalog;
    this.tags = tags;
  }

  /** {@code GET /v2/_catalog}: what the caller may pull from. */
  public EndpointResponse catalog(EndpointRequest request, ListCatalog asked) {
    CatalogScope scope = isAdministrator(request.caller()) ? asked.scope() : CatalogScope.SHOWN;
    String more = scope == CatalogScope.ALL ? "&all=1" : "";
    return answer(
        request,
        () -> {
          CatalogPage<String> page = catalog.names(rights(request.caller()), asked.page(), scope);
          int n = Math.min(size(asked.page()), CatalogService.LARGEST_PAGE);
          return list(Map.of("repositories", page.entries()), "/v2/_catalog", page.next(), n, more);
        });
  }

  /** {@code GET /v2/<name>/tags/list} with {@code n} or {@code last}. */
  public EndpointResponse tags(EndpointRequest request, ListTags asked) {
    String path = "/v2/" + asked.repository() + "/tags/list";
    return answer(
        request,
        () ->
            tags.tags(asked.repository(), asked.page())
                .map(
                    page -> {
                      Map<String, Object> body = new LinkedHashMap<>();
                      body.put("name", asked.repository().value());
                      body.put("tags", page.entries());
                      int n = asked.page().n().orElse(PageRequest.MAX_N);
                      return list(body, path, page.next(), n, "");
                    })
                .orElseGet(
                    () ->
                        RegistryErrorBody.response(
                            RegistryError.NAME_UNKNOWN,
                            RegistryError.NAME_UNKNOWN.message(),
                            request.id())));
  }

  private static int size(PageRequest page) {
    return page.n().orElse(CatalogService.USUAL_PAGE);
  }

  private static EndpointResponse list(
      Map<String, ?> body, String path, Optional<String> next, int n, String more) {
    EndpointResponse answer = EndpointResponse.json(200, body);
    return next.map(
            last ->
                answer.with(
                    "Link",
                    "<%s?last=%s&n=%d%s>; rel=\"next\""
                        .formatted(path, QueryString.encode(last), n, more)))
        .orElse(answer);
  }

  private static EndpointResponse answer(
      EndpointRequest request, Supplier<EndpointResponse> listing) {
    try {
      return listing.get();
    } catch (UpstreamCatalogException e) {
      LOG.warn("request {}: {}", request.id(), e.getMessage());
      return unavailable(request, "the list cannot be read from the registry now");
    } catch (StoreException e) {
      LOG.error("request {}: {}", request.id(), e.getMessage());
      return unavailable(request, "the list cannot be read now");
    }
  }

  private static EndpointResponse unavailable(EndpointRequest request, String text) {
    return RegistryErrorBody.response(RegistryError.UNAVAILABLE, text, request.id())
        .with("Retry-After", "5");
  }

  static boolean isAdministrator(Caller caller) {
    return switch (caller) {
      case Caller.Nobody _, Caller.SecretHolder _ -> false;
      case Caller.Known known -> known.principal().role() == Role.ADMINISTRATOR;
      case Caller.Local _ -> true;
    };
  }

  static Rights rights(Caller caller) {
    return switch (caller) {
      case Caller.Nobody _, Caller.SecretHolder _ -> Rights.of(List.of());
      case Caller.Known known -> known.principal().rights();
      case Caller.Local _ -> Rights.everything();
    };
  }
}
