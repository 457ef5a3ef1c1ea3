package io.registrymanager.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.testkit.RegistryClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows the links of a list to its end, as a client does. */
record Walker(RegistryClient client, String field) {
  private static final Pattern LINK = Pattern.compile("<([^>]+)>; rel=\"next\"");
  private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

  /** One page. */
  record Page(List<String> names, Optional<String> next) {}

  /** A walker of the list of repositories. */
  static Walker ofCatalog(RegistryClient client) {
    return new Walker(client, "repositories");
  }

  /** All names from that target on; no page is longer than {@code n}, none but the last shorter. */
  List<String> walk(String target, int n) {
    List<String> all = new ArrayList<>();
    Optional<String> next = Optional.of(target);
    while (next.isPresent()) {
      Page page = page(next.get());
      assertThat(page.names().size()).as(next.get()).isLessThanOrEqualTo(n);
      if (page.next().isPresent()) {
        assertThat(page.names()).as(next.get()).hasSize(n);
        assertThat(page.next().get()).startsWith("/v2/");
      }
      all.addAll(page.names());
      next = page.next();
    }
    return all;
  }

  Page page(String target) {
    HttpResponse<byte[]> answer = client.get(target);
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as("%s: %s", target, body).isEqualTo(200);
    return new Page(
        names(body),
        answer
            .headers()
            .firstValue("Link")
            .map(LINK::matcher)
            .filter(Matcher::matches)
            .map(m -> m.group(1)));
  }

  private List<String> names(String body) {
    Matcher list = Pattern.compile("\"" + field + "\":\\[([^\\]]*)\\]").matcher(body);
    assertThat(list.find()).as(body).isTrue();
    return TEXT.matcher(list.group(1)).results().map(name -> name.group(1)).toList();
  }
}
