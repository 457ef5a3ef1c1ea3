package io.registrymanager.pages;

import io.registrymanager.endpoint.AccessRule.Anyone;
import io.registrymanager.endpoint.Content;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.Route;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What anyone may read. The same for everybody, made once: nothing of it depends on a request, nor
 * tells anything about users, repositories or the version.
 */
public final class PageRoutes {
  private static final String API = "/openapi.yaml";
  private static final String ERRORS = "/errors";

  private final String whomToAsk;
  private final Optional<URI> externalUrl;

  /**
   * Pages for one server.
   *
   * @param contact whom to ask for access
   * @param externalUrl how clients name this server
   */
  public PageRoutes(Optional<String> contact, Optional<URI> externalUrl) {
    this.whomToAsk = contact.orElse("your administrator");
    this.externalUrl = externalUrl;
  }

  /** All of them. */
  public List<Route> routes() {
    List<ErrorExplanation> errors = ErrorExplanation.all();
    List<Route> routes = new ArrayList<>();
    routes.add(route("/", home()));
    routes.add(route(API, EndpointResponse.of(200, description())));
    routes.add(route(ERRORS, index(errors)));
    errors.forEach(error -> routes.add(route(error.path(), page(error))));
    return List.copyOf(routes);
  }

  private static Route route(String path, EndpointResponse response) {
    return new Route("GET", path, new Anyone(), _ -> response);
  }

  private static Content description() {
    return Content.text("application/yaml; charset=utf-8", Resource.text("openapi.yaml"));
  }

  private EndpointResponse home() {
    HtmlPage page =
        new HtmlPage("Container registry")
            .text(
                "This is a registry for container images, and not a web site: it is used with docker,"
                    + " podman, skopeo, helm and the like. Whoever uses it needs an account.");
    externalUrl.ifPresent(url -> page.code("docker login " + url.getAuthority()));
    return page.text("For an account, more rights or help ask " + whomToAsk + ".")
        .link(ERRORS, "Errors", "and what to do about them.")
        .link(API, "The management API,", "described for programs (OpenAPI 3.1).")
        .response();
  }

  private EndpointResponse index(List<ErrorExplanation> errors) {
    HtmlPage page = new HtmlPage("Errors").heading("Of the management API");
    errors.stream().filter(error -> !isCode(error)).forEach(error -> link(page, error));
    page.heading("Of the registry API");
    errors.stream().filter(PageRoutes::isCode).forEach(error -> link(page, error));
    return page.response();
  }

  private static void link(HtmlPage page, ErrorExplanation error) {
    page.link(error.path(), error.name(), error.meaning());
  }

  private static boolean isCode(ErrorExplanation error) {
    return Character.isUpperCase(error.name().charAt(0));
  }

  private EndpointResponse page(ErrorExplanation error) {
    String statuses =
        error.statuses().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return new HtmlPage(error.name())
        .text(error.meaning())
        .text(error.remedy())
        .text("HTTP status " + statuses + ". Whom to ask: " + whomToAsk + ".")
        .link(ERRORS, "All errors", "")
        .response();
  }
}
