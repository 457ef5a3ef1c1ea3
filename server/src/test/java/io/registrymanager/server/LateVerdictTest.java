package io.registrymanager.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.registrymanager.identity.UserId;
import io.registrymanager.observation.RequestOutcome;
import io.registrymanager.oci.RegistryOperation.OnRepository;
import io.registrymanager.oci.RegistryRequest.Asks;
import io.registrymanager.oci.RegistryRequestParser;
import io.registrymanager.proxy.ProxySettings;
import io.registrymanager.proxy.RegistryProxy;
import io.registrymanager.server.gate.About;
import io.registrymanager.server.gate.Verdict;
import io.registrymanager.setting.Setting;
import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Values;
import io.registrymanager.testkit.RawHttp;
import io.registrymanager.upstream.Transport;
import io.registrymanager.upstream.UpstreamAddress;
import io.registrymanager.upstream.UpstreamSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A user is deleted between the decision about its request and the request's way on. */
@Timeout(60)
class LateVerdictTest {
  private static final String TARGET = "/v2/team/app/tags/list";
  private static final UserId USER = new UserId(7);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
  private final BlockingQueue<RequestOutcome> outcomes = new LinkedBlockingQueue<>();
  private final RegistryManagerServer server = server();
  private int port;

  private RegistryManagerServer server() {
    List<? extends Setting<?>> settings =
        Stream.of(ServerSettings.settings(), UpstreamSettings.settings(), ProxySettings.settings())
            .flatMap(List::stream)
            .toList();
    Values values =
        Values.of(new SettingTable(settings), Map.of("upstream.url", "http://127.0.0.1:1"));
    UpstreamSettings upstream = UpstreamSettings.from(values);
    return new RegistryManagerServer(
        ServerSettings.from(values),
        Transport.best(),
        new RegistryProxy(ProxySettings.from(values), upstream, new UpstreamAddress(upstream)),
        outcomes::add,
        Runnable::run);
  }

  @BeforeEach
  void listen() throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    port =
        server
            .listen(
                address,
                _ -> {
                  asked.countDown();
                  return verdict;
                })
            .getPort();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whoeverWasDeletedMeanwhileGoesNoFurther() throws Exception {
    try (RawHttp http = begin()) {
      server.endTransfersOf(USER);
      allow();
      assertThat(http.readToEnd()).isEmpty();
      assertThat(outcomes.take().reason()).isEqualTo("account-ended");
    }
  }

  @Test
  void theEndOfAnotherIsNoMatter() throws Exception {
    try (RawHttp http = begin()) {
      server.endTransfersOf(new UserId(8));
      allow();
      assertThat(http.read().status()).as("nobody is behind").isEqualTo(503);
    }
  }

  private RawHttp begin() throws Exception {
    RawHttp http = RawHttp.connect(port).request("GET", TARGET);
    asked.await();
    return http;
  }

  private void allow() {
    assertThat(server.exchanges()).as("asked behind the end, on the same loops").isEqualTo(1);
    if (RegistryRequestParser.parse("GET", TARGET) instanceof Asks(OnRepository operation)) {
      verdict.complete(new Verdict.Forward(About.MALFORMED, operation, USER));
    }
  }
}
