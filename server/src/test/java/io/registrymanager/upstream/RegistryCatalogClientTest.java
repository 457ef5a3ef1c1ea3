package io.registrymanager.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoopGroup;
import io.registrymanager.catalog.UpstreamCatalog;
import io.registrymanager.catalog.UpstreamCatalog.Cursor;
import io.registrymanager.catalog.UpstreamCatalog.Page;
import io.registrymanager.catalog.UpstreamCatalog.Tags;
import io.registrymanager.catalog.UpstreamCatalogException;
import io.registrymanager.oci.RepositoryName;
import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Values;
import io.registrymanager.testkit.FaultyUpstream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small questions to a registry that answers in every way there is. */
class RegistryCatalogClientTest {
  private static final RepositoryName APP = new RepositoryName("team/app");
  private static final Cursor FIRST = Cursor.of(5, Optional.empty());

  private final FaultyUpstream upstream = FaultyUpstream.playing(FaultyUpstream.closes());
  private final EventLoopGroup loops = Transport.best().newLoops(1, "test");
  private final UpstreamCatalog client = client("20s");

  private UpstreamCatalog client(String patience) {
    UpstreamSettings settings =
        UpstreamSettings.from(
            Values.of(
                new SettingTable(UpstreamSettings.settings()),
                Map.of(
                    "upstream.url",
                    upstream.uri().toString(),
                    "upstream.username",
                    "us",
                    "upstream.password",
                    "our-password",
                    "upstream.answer-timeout",
                    patience)));
    UpstreamAddress address = new UpstreamAddress(settings);
    address.refresh();
    return new RegistryCatalogClient(loops.next(), settings, address, Transport.best());
  }

  @AfterEach
  void close() {
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    upstream.close();
  }

  private void answer(int status, String headers, String body) {
    upstream.play(
        FaultyUpstream.answers(
            "HTTP/1.1 %d X\r\nContent-Length: %d\r\n%s\r\n%s"
                .formatted(status, body.length(), headers, body)));
  }

  @Test
  void aPageIsReadWithItsLinkAndNothingButItsParameters() {
    answer(
        200,
        "Link: <http://elsewhere:1/v2/_catalog?last=b%2Fc&n=2>; rel=\"next\"\r\n",
        "{\"more\": {\"x\": [1]}, \"repositories\": [\"a\", \"b/c\"]}");

    assertThat(client.repositories(Cursor.of(2, Optional.of("a/1 ?"))))
        .isEqualTo(new Page(List.of("a", "b/c"), Optional.of(Cursor.of(2, Optional.of("b/c")))));
    assertThat(upstream.requests().getFirst().toString())
        .isEqualTo("GET /v2/_catalog?n=2&last=a/1%20%3F");
    assertThat(client.repositories(FIRST).next()).isPresent(); // over the kept connection
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Link: nonsense\r\n",
        "Link: </v2/_catalog?n=2>; rel=\"prev\"\r\n",
        "Link: <a\r\n"
      })
  void whatIsNoLinkToTheNextPageIsNone(String link) {
    answer(200, link, "{\"repositories\": null}");

    assertThat(client.repositories(FIRST)).isEqualTo(new Page(List.of(), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "200, '{\"repositories\": [1]}', has no repositories",
    "200, '{\"repositories\": {}}', has no repositories",
    "200, '{}', has no repositories",
    "200, '[]', has no repositories",
    "200, '{\"repositories\": [\"a\"', is not JSON",
    "200, '<html>', is not JSON",
    "401, '', does not accept our login",
    "403, '', does not accept our login",
    "500, 'secret insides', answers 500"
  })
  void whatIsNoListIsAFailureThatSaysWhy(int status, String body, String why) {
    answer(status, "", body);

    assertThatThrownBy(() -> client.repositories(FIRST))
        .isInstanceOf(UpstreamCatalogException.class)
        .isNotInstanceOf(UpstreamCatalogException.Refused.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("insides");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405})
  void aRefusedQuestionIsToldApart(int status) {
    answer(status, "", "{}");

    assertThatThrownBy(() -> client.repositories(FIRST))
        .isInstanceOf(UpstreamCatalogException.Refused.class);
  }

  @Test
  void anUnknownNameIsOnlyWhatTheRegistryCallsSo() {
    answer(404, "", "{\"errors\": [{\"code\": \"NAME_UNKNOWN\"}]}");
    assertThat(client.tags(APP, FIRST)).isEqualTo(new Tags.NameUnknown());

    answer(404, "", "<html>not found</html>");
    assertThatThrownBy(() -> client.tags(APP, FIRST)).isInstanceOf(UpstreamCatalogException.class);
  }

  @ParameterizedTest
  @CsvSource({"200, true", "404, false"})
  void aManifestIsThereOrNot(int status, boolean there) {
    upstream.play(
        FaultyUpstream.answers("HTTP/1.1 %d X\r\nContent-Length: 99\r\n\r\n".formatted(status)));

    assertThat(client.hasManifest(APP, "sha256:1")).isEqualTo(there);
    assertThat(client.hasManifest(APP, "sha256:1")).isEqualTo(there);
  }

  @Test
  void noAnswerIsAFailureWithinTheTimeForOne() {
    UpstreamCatalog hasty = client("200ms");
    for (FaultyUpstream.Fault fault :
        List.of(
            FaultyUpstream.closes(),
            FaultyUpstream.stallsAfter(""),
            FaultyUpstream.stallsAfter("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"),
            FaultyUpstream.resetsAfter("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"),
            FaultyUpstream.sends("not HTTP at all\r\n\r\n"))) {
      upstream.play(fault);
      assertThatThrownBy(() -> hasty.repositories(FIRST))
          .isInstanceOf(UpstreamCatalogException.class);
    }
    answer(200, "", "{\"repositories\": [\"a\"]}");
    assertThat(client.repositories(FIRST).names()).containsExactly("a");
  }

  @Test
  void anAnswerWithoutEndIsGivenUp() {
    upstream.play(
        exchange -> {
          exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          String chunk = "100000\r\n" + "[".repeat(0x100000) + "\r\n";
          for (int i = 0; i < 64; i++) {
            exchange.send(chunk);
          }
          return FaultyUpstream.Next.CLOSE;
        });

    assertThatThrownBy(() -> client.repositories(FIRST))
        .isInstanceOf(UpstreamCatalogException.class);
  }
}
