package io.registrymanager.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.registrymanager.testkit.CongestionControl;
import io.registrymanager.upstream.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFolderTest {
  private final Instant now = Instant.now();
  private static final TlsSettings SETTINGS =
      new TlsSettings(
          Optional.empty(),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofDays(30),
          Optional.empty());

  @TempDir private Path temporary;
  private Path folder = Path.of("");
  private CertificateFolder certificates =
      CertificateFolder.unwatched(folder, SETTINGS, InstantSource.fixed(now));

  @BeforeEach
  void begin() throws IOException {
    folder = Files.createDirectory(temporary.resolve("certificates"));
    certificates = CertificateFolder.unwatched(folder, SETTINGS, InstantSource.fixed(now));
  }

  @Test
  void aNameItsStarAndTheDefaultAreTriedInThisOrder() throws IOException {
    put("a", "registry.example.com");
    put("b", "*.example.com");
    put("default", "elsewhere.example.org");
    certificates.load();

    SslContext exact = select("registry.example.com");
    SslContext star = select("other.example.com");
    SslContext standard = select("");
    assertThat(List.of(exact, star, standard)).doesNotHaveDuplicates();
    assertThat(select("REGISTRY.example.COM")).isSameAs(exact);
    assertThat(select("elsewhere.example.org")).isSameAs(standard);
    assertThat(select("a.b.example.com")).as("a star is one label").isSameAs(standard);
    assertThat(select("unknown")).isSameAs(standard);
  }

  @Test
  void withoutADefaultTheFirstFileInByteOrderIsIt() throws IOException {
    put("b", "b.example.com");
    put("a", "a.example.com");
    certificates.load();

    assertThat(select("unknown")).isSameAs(select("a.example.com"));
  }

  @Test
  void aNewCertificateIsTakenOverAndTheOthersStayTheSame() throws IOException {
    put("a", "a.example.com");
    put("b", "b.example.com");
    certificates.load();
    SslContext a = select("a.example.com");
    SslContext b = select("b.example.com");

    put("b", "b.example.com");
    certificates.load();

    assertThat(select("a.example.com")).isSameAs(a);
    assertThat(select("b.example.com")).isNotSameAs(b);
  }

  @Test
  void aBadNewPairLeavesTheOldOneInUse() throws IOException {
    put("a", "a.example.com");
    certificates.load();
    SslContext before = select("a.example.com");

    Files.writeString(folder.resolve("a.crt"), "half a certif");
    certificates.load();
    assertThat(select("a.example.com")).isSameAs(before);
    assertThat(certificates.unusable()).isEqualTo(1);

    put("a", "a.example.com");
    certificates.load();
    assertThat(select("a.example.com")).isNotSameAs(before);
    assertThat(certificates.unusable()).isZero();
  }

  @Test
  void aKeyOfAnotherCertificateIsNotUsed() throws IOException {
    put("a", "a.example.com");
    put("b", "b.example.com");
    Files.copy(
        folder.resolve("b.key"), folder.resolve("a.key"), StandardCopyOption.REPLACE_EXISTING);
    certificates.load();

    assertThat(certificates.unusable()).isEqualTo(1);
    assertThat(select("a.example.com")).isSameAs(select("b.example.com"));
  }

  @Test
  void aCertificateThatHasEndedIsNotUsed() throws IOException {
    put("a", now.minus(Duration.ofDays(400)), "a.example.com");
    certificates.load();

    assertThat(certificates.unusable()).isEqualTo(1);
    assertThat(certificates.current().isEmpty()).isTrue();
  }

  @Test
  void anEmptiedFolderLeavesWhatWasThereInUse() throws IOException {
    put("a", "a.example.com");
    certificates.load();
    SslContext before = select("a.example.com");

    Files.delete(folder.resolve("a.crt"));
    Files.delete(folder.resolve("a.key"));
    certificates.load();

    assertThat(select("a.example.com")).isSameAs(before);
  }

  @Test
  void aClientOnThisMachineIsNotPaced() throws Exception {
    EventLoopGroup loops = Transport.best().newLoops(1, "test");
    CompletableFuture<String> rule = new CompletableFuture<>();
    ServerBootstrap server =
        new ServerBootstrap()
            .group(loops)
            .channel(Transport.best().serverChannel())
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel accepted) throws IOException {
                    certificates.secure(accepted);
                    rule.complete(CongestionControl.of(accepted));
                  }
                });
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Channel listening = server.bind(here).sync().channel();
    try (Socket client = new Socket()) {
      client.connect(listening.localAddress());
      assertThat(rule.get(5, TimeUnit.SECONDS)).isEqualTo("reno");
    } finally {
      loops.shutdownGracefully();
    }
  }

  @Test
  void aMountedSecretIsSeenOnceAndFollowsItsLink() throws IOException {
    Path first = Files.createDirectory(folder.resolve("..2026_01_01"));
    Path second = Files.createDirectory(folder.resolve("..2026_06_01"));
    make(first, "tls", now, "a.example.com");
    make(second, "tls", now, "a.example.com");
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_01_01"));
    Files.createSymbolicLink(folder.resolve("tls.crt"), Path.of("..data/tls.crt"));
    Files.createSymbolicLink(folder.resolve("tls.key"), Path.of("..data/tls.key"));
    certificates.load();
    SslContext before = select("a.example.com");
    assertThat(certificates.current().entries()).hasSize(1);

    Files.delete(folder.resolve("..data"));
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_06_01"));
    certificates.load();

    assertThat(select("a.example.com")).isNotSameAs(before);
  }

  @Test
  void certificateAndKeyMayShareAFileAndCertbotsNamesAreKnown() throws IOException {
    Path made = Files.createDirectory(temporary.resolve("made"));
    make(made, "one", now, "one.example.com");
    make(made, "two", now, "two.example.com");
    Files.writeString(
        folder.resolve("both.pem"),
        Files.readString(made.resolve("one.key")) + Files.readString(made.resolve("one.crt")));
    Path live = Files.createDirectories(folder.resolve("live/two.example.com"));
    Files.copy(made.resolve("two.crt"), live.resolve("fullchain.pem"));
    Files.copy(made.resolve("two.crt"), live.resolve("cert.pem"));
    Files.copy(made.resolve("two.key"), live.resolve("privkey.pem"));
    certificates.load();

    assertThat(certificates.unusable()).isZero();
    assertThat(certificates.current().entries())
        .extracting(Certificates.Entry::names)
        .containsExactly(List.of("one.example.com"), List.of("two.example.com"));
  }

  @Test
  void anAuthoritysCertificateBesideIsNotServed() throws IOException {
    put("a", "a.example.com");
    Files.copy(temporary.resolve("authority/ca/ca.crt"), folder.resolve("ca.crt"));
    certificates.load();

    assertThat(certificates.current().entries()).hasSize(1);
    assertThat(certificates.unusable()).isZero();
  }

  @Test
  void aFolderWithoutACertificateIsSaidSoInOneSentence() {
    assertThatThrownBy(() -> CertificateFolder.open(folder, SETTINGS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no certificate with its key that can be used");
  }

  private SslContext select(String name) {
    return certificates.current().select(name);
  }

  private void put(String file, String... names) throws IOException {
    put(file, now, names);
  }

  private void put(String file, Instant begin, String... names) throws IOException {
    make(folder, file, begin, names);
  }

  private void make(Path where, String file, Instant begin, String... names) throws IOException {
    LocalAuthority authority = new LocalAuthority(temporary.resolve("authority"));
    authority.make(List.of(names), begin);
    for (String kind : List.of(".crt", ".key")) {
      Files.move(
          authority.folder().resolve("server" + kind),
          where.resolve(file + kind),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
