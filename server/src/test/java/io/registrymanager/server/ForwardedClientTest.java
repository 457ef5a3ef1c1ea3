package io.registrymanager.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.registrymanager.endpoint.ClientAddress;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 5. */
class ForwardedClientTest {
  private static final ClientAddress PROXY = new ClientAddress("10.0.0.1");
  private static final TrustedProxies TRUSTED =
      new TrustedProxies(
          List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("2001:db8:1::/48")));

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.7 | 192.0.2.7",
        "198.51.100.1, 192.0.2.7 | 192.0.2.7",
        "198.51.100.1, 192.0.2.7, 10.1.2.3,10.9.9.9 | 192.0.2.7",
        "10.5.5.5, 10.1.2.3 | 10.5.5.5",
        "192.0.2.7:4711 | 192.0.2.7",
        "[2001:db8:2::7]:4711 | 2001:db8:2:0:0:0:0:7",
        "2001:db8:2::7 | 2001:db8:2:0:0:0:0:7",
        "2001:db8:2::7, 2001:db8:1::9 | 2001:db8:2:0:0:0:0:7",
        "::ffff:192.0.2.7 | 192.0.2.7",
        "evil, 192.0.2.7 | 192.0.2.7",
        "192.0.2.7, evil | 10.0.0.1",
        "192.0.2.7, evil, 10.1.1.1 | 10.0.0.1",
        "192.0.2.7, | 10.0.0.1",
        "localhost | 10.0.0.1",
        "fe80::1%eth0 | 10.0.0.1",
        "1.2.3 | 10.0.0.1",
        "'' | 10.0.0.1",
        "- | 10.0.0.1",
      })
  void ofAProxyTheRightmostStrangerIsTheClient(String forwardedFor, String client) {
    Peer peer = new Peer.Proxy(PROXY, TRUSTED);

    assertThat(peer.client(headers(forwardedFor))).isEqualTo(new ClientAddress(client));
  }

  @Test
  void severalHeadersAreOneChainAndNoHeaderIsTheProxyItself() {
    Peer peer = new Peer.Proxy(PROXY, TRUSTED);
    HttpHeaders headers = headers("203.0.113.1").add("x-forwarded-for", "192.0.2.7, 10.1.1.1");

    assertThat(peer.client(headers)).isEqualTo(new ClientAddress("192.0.2.7"));
    assertThat(peer.client(new DefaultHttpHeaders())).isEqualTo(PROXY);
    assertThat(peer.client(headers("10.1.1.1,".repeat(40) + "192.0.2.7"))).isEqualTo(PROXY);
  }

  @Test
  void nobodyElsesHeadersCount() {
    ClientAddress address = new ClientAddress("192.0.2.200");
    Peer peer = new Peer.Direct(address);
    HttpHeaders headers = headers("198.51.100.1").add("X-Forwarded-Proto", "https");

    assertThat(peer.client(headers)).isEqualTo(address);
    assertThat(peer.schemes(headers)).isEmpty();
    assertThat(new Peer.Proxy(PROXY, TRUSTED).schemes(headers)).containsExactly("https");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, 11.0.0.0",
    "192.0.2.128/25, 192.0.2.255, 192.0.2.127",
    "192.0.2.7, 192.0.2.7, 192.0.2.6",
    "0.0.0.0/0, 203.0.113.9, ::1",
    "::/0, 2001:db8::1, 203.0.113.9",
    "2001:db8::/33, 2001:db8:7fff::1, 2001:db8:8000::1",
    "::1, ::1, ::2",
  })
  void aRangeIsWhatBeginsWithItsBits(String range, String inside, String outside) {
    AddressRange parsed = AddressRange.parse(range);

    assertThat(parsed.contains(InetAddress.ofLiteral(inside))).isTrue();
    assertThat(parsed.contains(InetAddress.ofLiteral(outside))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.0.0.1/8",
        "proxy",
        "::/129",
        "10.0.0.0/8/8",
      })
  void whatIsNoRangeIsRefused(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10.0.0.0/8");
  }

  private static HttpHeaders headers(String forwardedFor) {
    return new DefaultHttpHeaders().add("X-Forwarded-For", forwardedFor);
  }
}
