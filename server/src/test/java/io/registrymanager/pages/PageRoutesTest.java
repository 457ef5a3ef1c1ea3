package io.registrymanager.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.ClientAddress;
import io.registrymanager.endpoint.Content;
import io.registrymanager.endpoint.EndpointRequest;
import io.registrymanager.endpoint.EndpointResponse;
import io.registrymanager.endpoint.RequestId;
import io.registrymanager.endpoint.Route;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageRoutesTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

  private final List<Route> routes =
      new PageRoutes(
              Optional.of("<script>alert('x')</script> & \"friends\""),
              Optional.of(URI.create("https://registry.example.com:5000/")))
          .routes();

  @Test
  void theFirstPageSaysWhatThisIsAndWhomToAsk() {
    assertThat(text(get("/")))
        .contains("docker login registry.example.com:5000")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;friends&quot;.")
        .doesNotContain("<script");
  }

  @Test
  void noPageLoadsAnythingAndAllLinksLeadToPages() {
    for (Route route : routes) {
      EndpointResponse page = get(route.path());
      if (page.content().type().startsWith("text/html")) {
        assertThat(page.headers().get("Content-Security-Policy"))
            .matches(
                "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none';.*");
        assertThat(text(page)).doesNotContain("src=", "url(", "@import", "style=");
        LINK.matcher(text(page))
            .results()
            .map(match -> match.group(1))
            .forEach(target -> assertThat(get(target).status()).as(target).isEqualTo(200));
      }
    }
  }

  @Test
  void withoutSettingsNothingIsInvented() {
    List<Route> plain = new PageRoutes(Optional.empty(), Optional.empty()).routes();

    assertThat(text(get(plain, "/")))
        .contains("ask your administrator")
        .doesNotContain("docker login");
  }

  private EndpointResponse get(String path) {
    return get(routes, path);
  }

  private static EndpointResponse get(List<Route> routes, String path) {
    Route found =
        routes.stream().filter(route -> route.path().equals(path)).findFirst().orElseThrow();
    return found
        .handler()
        .handle(
            new EndpointRequest(
                RequestId.parse("request-1").orElseThrow(),
                new Caller.Nobody(),
                new ClientAddress("192.0.2.1"),
                "GET",
                path,
                Content.NONE));
  }

  private static String text(EndpointResponse response) {
    return new String(response.content().bytes(), StandardCharsets.UTF_8);
  }
}
