package io.registrymanager.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenSSL's client against Java's own server. */
class TlsWireTest {
  private static final String PASSWORD = "changeit";
  private static final byte[] PAGE = new byte[100_000];

  @TempDir private Path folder;
  private HttpsServer server;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setHttpsConfigurator(new HttpsConfigurator(context()));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, PAGE.length);
          try (var body = exchange.getResponseBody()) {
            body.write(PAGE);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private SSLContext context() throws IOException, GeneralSecurityException {
    Path store = folder.resolve("store.p12");
    Command.run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-alias",
            "server",
            "-dname",
            "CN=localhost",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD),
        folder.resolve("keytool"));
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(Objects.requireNonNull(factory.getKeyManagers()), null, null);
    return context;
  }

  /** A session that is not resumed where it should be, or the other way round, ends the run. */
  @ParameterizedTest
  @EnumSource(
      value = Link.class,
      names = {"TLS", "TLS_EACH", "TLS_RESUMED"})
  void roundsFollowEachOther(Link link) throws IOException {
    Load load = Load.of(List.of(Request.get("/")), 2, Offer.flatOut(Unit.REQUEST)).over(link);
    try (Generator generator = new Generator(load, server.getAddress().getPort())) {
      generator.run(Duration.ofSeconds(2));
      assertThat(generator.units()).isGreaterThan(2);
    }
  }
}
