package io.registrymanager.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.app.TestingServer;
import io.registrymanager.testkit.Await;
import io.registrymanager.testkit.Login;
import io.registrymanager.testkit.NoLeaks;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.testkit.RawResponse;
import io.registrymanager.testkit.RealRegistry;
import io.registrymanager.testkit.RegistryClient;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v2/_catalog} in front of a real registry with 5,000 repositories. */
@ExtendWith(NoLeaks.class)
class CatalogIT {
  private static final NavigableSet<String> ALL = Names.fiveThousand();
  private static final List<String> TWENTY =
      List.of(
          "team",
          "team/sub",
          "team2",
          "a",
          "zed",
          "nothing",
          "ns0000",
          "ns0001",
          "ns0002",
          "ns0003",
          "ns0004",
          "ns0005",
          "ns0006",
          "ns0007/app",
          "ns0008",
          "ns1000",
          "ns1001",
          "ns1002",
          "ns1999",
          "ns0");
  private static final List<String> TWO_THOUSAND =
      IntStream.range(0, 2000).mapToObj("ns%04d"::formatted).toList();

  private static final RealRegistry REGISTRY = RealRegistry.start();
  private static final Map<Asker, RegistryClient> CLIENTS = new EnumMap<>(Asker.class);
  private static TestingServer server;

  /** Who asks, and for whose names. */
  enum Asker {
    ONE(List.of("team")),
    TWENTY_OF_THEM(TWENTY),
    ALL_NAMESPACES(TWO_THOUSAND),
    ADMINISTRATOR(List.of());

    @SuppressWarnings("ImmutableEnumChecker") // the lists are
    private final List<String> namespaces;

    Asker(List<String> namespaces) {
      this.namespaces = namespaces;
    }

    Login login() {
      return this == ADMINISTRATOR
          ? TestingServer.ADMINISTRATOR
          : new Login(user(), user() + "-password");
    }

    String user() {
      return name().toLowerCase(Locale.ROOT);
    }

    List<String> expected() {
      return this == ADMINISTRATOR ? List.copyOf(ALL) : Names.in(ALL, namespaces);
    }
  }

  @BeforeAll
  static void open() {
    assertThat(ALL).hasSize(5000);
    Names.make(REGISTRY.storage(), ALL);
    server = TestingServer.before(REGISTRY.uri(), Map.of("catalog.crawl-interval", "1h"));
    for (Asker asker : Asker.values()) {
      if (asker != Asker.ADMINISTRATOR) {
        server.user(asker.user(), asker.namespaces.toArray(String[]::new));
      }
      CLIENTS.put(asker, RegistryClient.of(server.uri(), asker.login()));
    }
    server.user("nobody");
    Await.until(
        Duration.ofSeconds(60), "the list was read", () -> metric("answers_from_index") == 1);
  }

  @AfterAll
  static void close() {
    CLIENTS.values().forEach(RegistryClient::close);
    server.close();
    REGISTRY.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyPageWalkedToItsEndIsExactlyWhatMayBePulled(Asker asker) {
    List<String> expected = asker.expected();
    try (RegistryClient client = RegistryClient.of(server.uri(), asker.login())) {
      Walker walker = Walker.ofCatalog(client);
      for (int n : new int[] {7, 100, 1000}) {
        assertThat(walker.walk("/v2/_catalog?n=" + n, n)).as("n=%d", n).isEqualTo(expected);
      }
      assertThat(walker.walk("/v2/_catalog", 100)).as("the usual size").isEqualTo(expected);
    }
  }

  @Test
  void pagesOfOneAreRightToo() {
    server.user("single", "team2", "team.x", "zed", "a");
    List<String> expected = Names.in(ALL, List.of("team2", "team.x", "zed", "a"));
    try (RegistryClient client =
        RegistryClient.of(server.uri(), new Login("single", "single-password"))) {
      assertThat(Walker.ofCatalog(client).walk("/v2/_catalog?n=1", 1)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"1001, 1000", "10000, 1000", "99999999999999999999, 1000", "0100, 100"})
  void aPageIsNeverLongerThanAThousand(String asked, int most) {
    Walker.Page page = as(Asker.ADMINISTRATOR).page("/v2/_catalog?n=" + asked);

    assertThat(page.names()).hasSize(most);
    assertThat(page.next()).hasValueSatisfying(link -> assertThat(link).endsWith("&n=" + most));
  }

  @Test
  void noneIsAnEmptyListWithoutLink() {
    Walker.Page page = as(Asker.ADMINISTRATOR).page("/v2/_catalog?n=0");

    assertThat(page.names()).isEmpty();
    assertThat(page.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "ten", "1.5", "", "1&n=2"})
  void whatIsNoNumberIsRefused(String n) throws IOException {
    RawResponse answer = ask("GET", "/v2/_catalog?n=" + n, Asker.ONE.login());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("PAGINATION_NUMBER_INVALID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"team/1", "team/11a", "team/~", "m", "ns1000/app", "team-a/3", "%C3%A9"})
  void lastNeedNotExistNorBeVisible(String last) {
    String decoded = last.equals("%C3%A9") ? "\u00e9" : last;
    List<String> expected =
        Asker.ONE.expected().stream().filter(name -> name.compareTo(decoded) > 0).toList();

    assertThat(as(Asker.ONE).walk("/v2/_catalog?n=50&last=" + last, 50)).isEqualTo(expected);
  }

  @Test
  void whoHasNothingGetsAnEmptyList() throws IOException {
    RawResponse answer = ask("GET", "/v2/_catalog", new Login("nobody", "nobody-password"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"repositories\":[]}");
    assertThat(answer.header("Link")).isEmpty();
  }

  @Test
  void trap30HeadIsLikeGetWithoutTheBody() throws IOException {
    RawResponse get = ask("GET", "/v2/_catalog?n=10", Asker.ONE.login());
    RawResponse head = ask("HEAD", "/v2/_catalog?n=10", Asker.ONE.login());

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Link")).isEqualTo(get.header("Link"));
    assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
    assertThat(head.header("Docker-Distribution-Api-Version")).contains("registry/2.0");
  }

  @Test
  void aBodyIsRefused() throws IOException {
    try (RawHttp http = RawHttp.connect(server.port())) {
      RawResponse answer =
          http.send(
                  "GET /v2/_catalog HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
                      + RawHttp.basic(Asker.ONE.login().user(), Asker.ONE.login().password())
                      + "\r\n\r\n{}")
              .read();
      assertThat(answer.status()).isEqualTo(400);
    }
  }

  @Test
  void whatIsPushedIsInTheListAtOnceAndWhatIsDeletedLeavesIt() {
    try (RegistryClient alice = RegistryClient.of(server.uri(), server.user("alice", "fresh"))) {
      Walker walker = Walker.ofCatalog(alice);
      var image = alice.pushImage("fresh/app", "1");
      assertThat(walker.page("/v2/_catalog").names()).containsExactly("fresh/app");

      String manifest = "/v2/fresh/app/manifests/" + image.manifest();
      assertThat(
              alice.send("DELETE", manifest, new byte[0], "application/octet-stream").statusCode())
          .isEqualTo(202);
      Await.until(
          Duration.ofSeconds(20),
          "an empty repository is hidden",
          () -> walker.page("/v2/_catalog").names().isEmpty());
    }
    // Distribution lists it for ever; administrators see it when they ask for all.
    assertThat(as(Asker.ADMINISTRATOR).page("/v2/_catalog?last=fresh&n=1").names())
        .doesNotContain("fresh/app");
    assertThat(as(Asker.ADMINISTRATOR).page("/v2/_catalog?last=fresh&n=1&all=1").names())
        .containsExactly("fresh/app");
    try (RegistryClient alice =
        RegistryClient.of(server.uri(), new Login("alice", "alice-password"))) {
      assertThat(Walker.ofCatalog(alice).page("/v2/_catalog?all=1").names()).isEmpty();
    }
  }

  private static Walker as(Asker asker) {
    return Walker.ofCatalog(Objects.requireNonNull(CLIENTS.get(asker)));
  }

  private static RawResponse ask(String method, String target, Login login) throws IOException {
    try (RawHttp http = RawHttp.connect(server.port())) {
      http.send(
          "%s %s HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n"
              .formatted(method, target, RawHttp.basic(login.user(), login.password())));
      return method.equals("HEAD") ? http.readWithoutBody() : http.read();
    }
  }

  private static double metric(String name) {
    return server.metric("registrymanager_catalog_" + name);
  }
}
