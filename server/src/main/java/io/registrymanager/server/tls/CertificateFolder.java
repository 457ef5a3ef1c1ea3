package io.registrymanager.server.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.registrymanager.observation.Metrics;
import io.registrymanager.thread.Blocking;
import io.registrymanager.upstream.Loopback;
import io.registrymanager.upstream.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of one folder, for as many connections as there are. Looks at the folder again
 * and again: new connections get what lies there now, old ones keep what they have. What cannot be
 * used is not taken over; what was in use before stays. Thread-safe.
 */
public final class CertificateFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateFolder.class);
  private static final Duration DAY = Duration.ofDays(1);

  private final Path folder;
  private final TlsSettings settings;
  private final InstantSource clock;
  private final ScheduledExecutorService watcher;
  private volatile Certificates current = new Certificates(Map.of());
  private volatile int unusable;
  private String seen = "";
  private Instant warned = Instant.MIN;

  private CertificateFolder(Path folder, TlsSettings settings, InstantSource clock) {
    this.folder = folder;
    this.settings = settings;
    this.clock = clock;
    this.watcher =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("certificates").factory());
  }

  /**
   * Loads the folder, and begins to watch it.
   *
   * @throws IOException in one sentence, if it holds no certificate of use
   */
  public static CertificateFolder open(Path folder, TlsSettings settings) throws IOException {
    CertificateFolder certificates =
        new CertificateFolder(folder, settings, InstantSource.system());
    certificates.load();
    if (certificates.current.isEmpty()) {
      certificates.close();
      throw new IOException(
          "tls.folder %s holds no certificate with its key that can be used: put NAME.crt and NAME.key there"
              .formatted(folder));
    }
    long period = settings.reload().toMillis();
    certificates.watcher.scheduleWithFixedDelay(
        certificates::look, period, period, TimeUnit.MILLISECONDS);
    return certificates;
  }

  /** A folder that is looked at when a test says so. */
  static CertificateFolder unwatched(Path folder, TlsSettings settings, InstantSource clock) {
    return new CertificateFolder(folder, settings, clock);
  }

  /** What encrypts, for the start line: a fallback must not go unseen. */
  public static String engine() {
    return Transport.encryption() == SslProvider.JDK ? "JDK TLS" : "boringssl";
  }

  /** Makes a new connection speak TLS; before anything else is put into its pipeline. */
  public void secure(Channel channel) {
    Loopback.unpaced(channel);
    channel
        .pipeline()
        .addLast(new PlainTextRefusal(), new NameSelection(this::select, settings.handshake()));
  }

  private SslContext select(String name) {
    return current.select(name);
  }

  Certificates current() {
    return current;
  }

  int unusable() {
    return unusable;
  }

  /** Shows how long the certificates still last, and whether all that lie there are in use. */
  public void showIn(Metrics metrics) {
    metrics.gauge(
        "registrymanager_tls_certificates", "Certificates in use.", () -> current.entries().size());
    metrics.gauge(
        "registrymanager_tls_certificates_unusable",
        "Certificates in the folder that cannot be used; what was in use before stays.",
        () -> unusable);
    metrics.gauge(
        "registrymanager_tls_days_to_expiry",
        "Days until the first certificate in use ends.",
        () -> current.firstEnd().map(this::daysTo).orElse(0.0));
  }

  private double daysTo(Instant end) {
    return (double) Duration.between(clock.instant(), end).toSeconds() / DAY.toSeconds();
  }

  /** One look on schedule: whatever goes wrong, the next one comes. */
  private void look() {
    try {
      load();
    } catch (IOException e) {
      LOG.warn("the certificates in {} cannot be looked at: {}", folder, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("the certificates in {} cannot be looked at", folder, e);
    }
  }

  /** Takes over what has changed. Blocks. */
  void load() throws IOException {
    Blocking.check();
    CertificateFiles files = CertificateFiles.read(folder);
    String fingerprint = files.fingerprint();
    if (!fingerprint.equals(seen)) {
      seen = fingerprint;
      take(files);
    }
    warnOfExpiry();
  }

  private void take(CertificateFiles files) {
    Certificates old = current;
    Map<String, Certificates.Entry> entries = new TreeMap<>();
    int bad = 0;
    for (String file : files.candidates()) {
      try {
        Optional<CertifiedKey> pair = files.pair(file, clock.instant());
        if (pair.isPresent()) {
          entries.put(file, entry(pair.get(), old.of(file)));
        }
      } catch (GeneralSecurityException | IOException e) {
        bad++;
        old.of(file).ifPresent(entry -> entries.put(file, entry));
        LOG.warn(
            "the certificate {} cannot be used ({}){}",
            folder.resolve(file),
            e.getMessage(),
            old.of(file).isPresent() ? "; the one before stays in use" : "");
      }
    }
    unusable = bad;
    if (entries.isEmpty() && !old.isEmpty()) {
      LOG.warn("no certificate is left in {}: those before stay in use", folder);
      return;
    }
    current = new Certificates(entries);
    warned = Instant.MIN;
    LOG.info("{} certificates from {} are in use", entries.size(), folder);
  }

  /** One that has not changed keeps its context, and with it what clients resume from. */
  private static Certificates.Entry entry(CertifiedKey pair, Optional<Certificates.Entry> old)
      throws GeneralSecurityException, IOException {
    return old.isPresent() && old.get().pair().chain().equals(pair.chain())
        ? old.get()
        : new Certificates.Entry(pair, pair.names(), context(pair));
  }

  private static SslContext context(CertifiedKey pair) throws IOException {
    return SslContextBuilder.forServer(pair.key(), pair.chain())
        .sslProvider(Transport.encryption())
        .protocols("TLSv1.3", "TLSv1.2")
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_1_1))
        .build();
  }

  /** Once a day, and at each change. */
  private void warnOfExpiry() {
    Instant now = clock.instant();
    if (now.isBefore(warned)) {
      return;
    }
    warned = now.plus(DAY);
    Instant horizon = now.plus(settings.expiryWarning());
    for (Certificates.Entry entry : current.entries()) {
      if (entry.end().isBefore(horizon)) {
        LOG.warn("the certificate for {} ends at {}", entry.names(), entry.end());
      }
    }
  }

  @Override
  public void close() {
    watcher.shutdownNow();
  }
}
