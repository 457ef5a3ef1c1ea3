package io.registrymanager.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trap 92. */
class CrossSiteRuleTest {
  private static final CrossSiteRule RULE =
      new CrossSiteRule("http", Optional.of(URI.create("https://Registry.example.com/")));

  @ParameterizedTest(name = "site {0}, origin {1}, host {2}: refused {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, reg:5000, false",
        "same-origin, -, reg:5000, false",
        "none, -, reg:5000, false",
        "same-site, -, reg:5000, true",
        "cross-site, -, reg:5000, true",
        "'', -, reg:5000, true",
        "SAME-ORIGIN, -, reg:5000, true",
        // The site decides where it is present, whatever the origin says.
        "same-origin, http://evil.example, reg:5000, false",
        "cross-site, http://reg:5000, reg:5000, true",
        "-, http://reg:5000, reg:5000, false",
        "-, http://reg:5000, REG:5000, false",
        "-, http://reg, reg:80, false",
        "-, http://reg:5001, reg:5000, true",
        "-, https://reg:5000, reg:5000, true",
        "-, http://reg.evil.example, reg, true",
        "-, http://reg:5000/, reg:5000, true",
        "-, https://registry.example.com, reg:5000, false",
        "-, https://registry.example.com:443, reg:5000, false",
        "-, http://registry.example.com, reg:5000, true",
        "-, null, reg:5000, true",
        "-, '', reg:5000, true",
      })
  void whatChangesSomethingMustNotComeFromElsewhere(
      String site, String origin, String host, boolean refused) {
    HeadFields fields = fields(list(site), list(origin), List.of(host));

    for (String method : List.of("POST", "PATCH", "DELETE", "PUT")) {
      assertThat(RULE.refuses(method, fields)).as(method).isEqualTo(refused);
    }
    for (String method : List.of("GET", "HEAD", "OPTIONS")) {
      assertThat(RULE.refuses(method, fields)).as(method).isFalse();
    }
  }

  @Test
  void severalOfOneAreForeign() {
    List<String> hosts = List.of("reg");

    assertThat(RULE.refuses("POST", fields(List.of("none", "none"), List.of(), hosts))).isTrue();
    assertThat(RULE.refuses("POST", fields(List.of(), List.of("http://reg", "http://reg"), hosts)))
        .isTrue();
  }

  @Test
  void withoutAnExternalUrlOnlyTheOwnHostIsOurs() {
    CrossSiteRule rule = new CrossSiteRule("https", Optional.empty());

    assertThat(rule.refuses("POST", fields(List.of(), List.of("https://reg"), List.of("reg"))))
        .isFalse();
    assertThat(rule.refuses("POST", fields(List.of(), List.of("https://reg"), List.of()))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https, https://reg, false",
    "HTTPS, https://reg, false",
    "https, http://reg, true",
    "http, http://reg, false",
    "http, https://reg, true",
    "javascript, http://reg, false",
    "'https,http', https://reg, true",
    "'', http://reg, false",
  })
  void trap6AProxyOfOursSaysWhichSchemeIsTheClients(String said, String origin, boolean refused) {
    CrossSiteRule rule = new CrossSiteRule("http", Optional.empty());
    List<String> none = List.of();
    HeadFields fields =
        new HeadFields(
            Authorization.NONE, none, none, none, List.of(origin), List.of("reg"), List.of(said));

    assertThat(rule.refuses("POST", fields)).isEqualTo(refused);
  }

  private static List<String> list(String value) {
    return Optional.ofNullable(value).map(List::of).orElseGet(List::of);
  }

  private static HeadFields fields(List<String> sites, List<String> origins, List<String> hosts) {
    return new HeadFields(
        Authorization.NONE, List.of(), List.of(), sites, origins, hosts, List.of());
  }
}
