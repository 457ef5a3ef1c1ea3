package io.registrymanager.app;

import io.registrymanager.authentication.Authenticator;
import io.registrymanager.endpoint.Caller;
import io.registrymanager.endpoint.Challenge;
import io.registrymanager.endpoint.RouteTable;
import io.registrymanager.identity.AccountStatus;
import io.registrymanager.identity.Actor;
import io.registrymanager.identity.Directory;
import io.registrymanager.identity.User;
import io.registrymanager.identity.UserStore;
import io.registrymanager.observation.ObservationRoutes;
import io.registrymanager.observation.Readiness;
import io.registrymanager.pages.PageRoutes;
import io.registrymanager.server.RegistryManagerServer;
import io.registrymanager.server.ServerSettings;
import io.registrymanager.server.gate.CrossSiteRule;
import io.registrymanager.server.gate.Gate;
import io.registrymanager.server.gate.LocalGate;
import io.registrymanager.server.gate.RedirectGate;
import io.registrymanager.server.gate.Refusals;
import io.registrymanager.server.gate.RequestGate;
import io.registrymanager.server.tls.CertificateFolder;
import io.registrymanager.setting.Values;
import io.registrymanager.upstream.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The whole server, composed and listening, from {@link #start} to {@link #close}. Used by one
 * thread.
 */
final class RunningServer implements AutoCloseable {
  private static final String REALM = "registrymanager";
  private static final long GLANCE_MILLIS = 50;

  private final ServerSettings serving;
  private final Resources resources;
  private final Readiness readiness;
  private final RegistryManagerServer server;
  private final Banner.Started started;
  private final InetSocketAddress management;
  private final RouteTable routes;
  private final DirectoryWatch watch;

  private RunningServer(
      Values values, OpenDirectory directories, InstantSource clock, Resources resources)
      throws IOException {
    this.resources = resources;
    this.serving = ServerSettings.from(values);
    this.readiness = new Readiness();
    ApplicationSettings application = ApplicationSettings.from(values);
    ExecutorService blocking = resources.add(Executors.newVirtualThreadPerTaskExecutor());
    Accounts accounts =
        Accounts.open(
            values, application.data(), directories.open(values, resources), clock, resources);
    nativeLibrariesIn(application.data());
    DataPath path = DataPath.open(values, accounts, readiness, blocking, clock, resources);
    this.server = path.server();
    Refusals refusals = new Refusals(new Challenge(REALM), application.contact());
    accounts.users().onChange(changed -> endTransfers(accounts.users(), changed));
    RouteTable ours = together(accounts.routes(), new RouteTable(path.catalog().routes()));
    this.routes = publicRoutes(ours, path.observation(), application);
    Authenticator authenticator = accounts.authenticator(blocking);
    this.watch =
        resources.add(new DirectoryWatch(authenticator, server::users, server::endTransfersOf));
    // Nobody is let in before there is an administrator; by now the database is awake.
    var administrator = accounts.ensureAdministrator(application.data());
    server.listenLocally(
        application.adminSocket(),
        uid -> new LocalGate(ours, new Caller.Local(new Actor.Socket(uid)), refusals));
    Gate managementGate = managementGate(path, refusals);
    this.management =
        listen(
            serving.management(), "management.port", where -> server.listen(where, managementGate));
    CrossSiteRule sites = new CrossSiteRule(scheme(), application.externalUrl());
    Gate gate = new RequestGate(authenticator, routes, refusals, sites, path.catalog().listings());
    InetSocketAddress address = listen(serving.listen(), "listen.port", opener(path, gate));
    redirect(application.externalUrl());
    this.started = started(address, application.data(), administrator);
    blocking.execute(accounts::warnOfNames);
  }

  /** How the directory is reached; a test may have one of its own. */
  @FunctionalInterface
  interface OpenDirectory {
    Directory open(Values values, Resources resources);
  }

  private String scheme() {
    return serving.tls().folder().isPresent() ? "https" : "http";
  }

  /** What listens for clients, with the certificates of the folder if there is one. */
  private Opener opener(DataPath path, Gate gate) throws IOException {
    Optional<Path> folder = serving.tls().folder();
    if (folder.isEmpty()) {
      return address -> server.listen(address, gate);
    }
    CertificateFolder certificates =
        resources.add(CertificateFolder.open(folder.get(), serving.tls()));
    certificates.showIn(path.metrics());
    return address -> server.listen(address, gate, certificates);
  }

  private void redirect(Optional<URI> externalUrl) throws IOException {
    if (serving.tls().redirectPort().isPresent()) {
      Gate gate =
          new RedirectGate(
              externalUrl
                  .filter(url -> "https".equals(url.getScheme()))
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "tls.redirect-port needs external-url to be https://HOST: where it redirects to")));
      InetSocketAddress address =
          new InetSocketAddress(serving.listen().getAddress(), serving.tls().redirectPort().get());
      listen(address, "tls.redirect-port", where -> server.listen(where, gate));
    }
  }

  /** Opens one listener. */
  @FunctionalInterface
  private interface Opener {
    InetSocketAddress open(InetSocketAddress address) throws IOException;
  }

  /** Composes and starts it; a failure is one sentence for the operator. */
  static RunningServer start(Values values) {
    return start(values, Directories::open, InstantSource.system());
  }

  /** The same with a directory and a clock of the caller's. */
  static RunningServer start(Values values, OpenDirectory directories, InstantSource clock) {
    Resources resources = new Resources();
    try {
      return new RunningServer(values, directories, clock, resources);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      resources.close();
      throw new CommandFailure(ExitCode.FAILED, e.getMessage() + ".", e);
    } catch (RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  /**
   * The temporary folder may be mounted noexec; Netty would then do without its library, silently.
   */
  private static void nativeLibrariesIn(Path data) throws IOException {
    Path folder = Files.createDirectories(data.resolve("native"));
    System.setProperty("io.netty.native.workdir", folder.toAbsolutePath().toString());
  }

  private static RouteTable publicRoutes(
      RouteTable ours, ObservationRoutes observation, ApplicationSettings application) {
    PageRoutes pages = new PageRoutes(application.contact(), application.externalUrl());
    return together(
        new RouteTable(observation.forListener()), new RouteTable(pages.routes()), ours);
  }

  private static RouteTable together(RouteTable... tables) {
    return new RouteTable(Stream.of(tables).map(RouteTable::routes).flatMap(List::stream).toList());
  }

  private static Gate managementGate(DataPath path, Refusals refusals) {
    return new LocalGate(
        new RouteTable(path.observation().forManagement()), new Caller.Nobody(), refusals);
  }

  private InetSocketAddress listen(InetSocketAddress address, String what, Opener opener)
      throws IOException {
    try {
      return opener.open(address);
    } catch (IOException e) {
      throw new IOException(
          "%s:%d cannot be listened on (%s): choose another port with %s"
              .formatted(
                  address.getAddress().getHostAddress(), address.getPort(), PortReason.of(e), what),
          e);
    }
  }

  private Banner.Started started(
      InetSocketAddress address, Path data, Optional<Banner.FirstAdministrator> administrator) {
    String host = address.getAddress().getHostAddress();
    String url =
        scheme() + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    Duration took = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    boolean encrypted = serving.tls().folder().isPresent();
    boolean here = address.getAddress().isLoopbackAddress();
    String remark =
        encrypted
            ? "TLS (" + CertificateFolder.engine() + ")" + (here ? ", this computer only" : "")
            : here ? "plain HTTP, this computer only" : "plain HTTP, passwords travel in the clear";
    String transport = Transport.best().name().toLowerCase(Locale.ROOT);
    return new Banner.Started(URI.create(url), remark, data, took, transport, administrator);
  }

  /** What a deleted or disabled user was doing ends now. */
  private void endTransfers(UserStore users, UserStore.UserChanged changed) {
    Optional<User> user = users.find(changed.id());
    if (user.isEmpty() || user.get().account().status() == AccountStatus.DISABLED) {
      server.endTransfersOf(changed.id());
    }
  }

  Banner.Started started() {
    return started;
  }

  /** What the public listener has besides the registry API. */
  RouteTable routes() {
    return routes;
  }

  /** Where health and metrics are asked for. */
  InetSocketAddress management() {
    return management;
  }

  /** Asks the directory at once how everybody is. Blocks. */
  void recheck() {
    watch.look();
  }

  /** Says not to be ready, still accepts for a while, then lets transfers finish. Blocks. */
  void stopGracefully(Banner banner) {
    readiness.drain();
    banner.stopping(server.transfers());
    pause(serving.patience().shutdownDelay().toMillis());
    server.drain();
    long end = System.nanoTime() + serving.patience().drain().toNanos();
    while (server.exchanges() > 0 && System.nanoTime() < end) {
      pause(GLANCE_MILLIS);
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    resources.close();
  }
}
