package io.registrymanager.app;

import io.registrymanager.audit.AuditEvent;
import io.registrymanager.audit.AuditRecorder;
import io.registrymanager.audit.AuditSettings;
import io.registrymanager.authentication.PasswordHasher;
import io.registrymanager.catalog.Catalog;
import io.registrymanager.catalog.CatalogFeed;
import io.registrymanager.catalog.CatalogSettings;
import io.registrymanager.endpoint.Route;
import io.registrymanager.observation.AccessLog;
import io.registrymanager.observation.AuditObserver;
import io.registrymanager.observation.HealthIndicator;
import io.registrymanager.observation.Metrics;
import io.registrymanager.observation.ObservationRoutes;
import io.registrymanager.observation.ObservationSettings;
import io.registrymanager.observation.ObserverList;
import io.registrymanager.observation.Readiness;
import io.registrymanager.observation.RequestMetrics;
import io.registrymanager.observation.RequestObserver;
import io.registrymanager.oci.RegistryOperation;
import io.registrymanager.proxy.ProxySettings;
import io.registrymanager.proxy.RegistryProxy;
import io.registrymanager.server.RegistryManagerServer;
import io.registrymanager.server.ServerSettings;
import io.registrymanager.setting.Values;
import io.registrymanager.upstream.Transport;
import io.registrymanager.upstream.UpstreamAddress;
import io.registrymanager.upstream.UpstreamSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * From the client to the registry, composed: event loops, proxy, and what watches them.
 *
 * @param server not listening yet
 * @param observation the routes that tell how we are
 * @param catalog the lists of repositories and tags
 * @param metrics where whoever has a figure shows it
 */
record DataPath(
    RegistryManagerServer server, ObservationRoutes observation, Catalog catalog, Metrics metrics) {
  private static final int RESOLVE_EVERY_SECONDS = 30;

  /** Starts the event loops; everything ends with {@code resources}. */
  static DataPath open(
      Values values,
      Accounts accounts,
      Readiness readiness,
      Executor blocking,
      InstantSource clock,
      Resources resources)
      throws IOException {
    UpstreamSettings upstream = UpstreamSettings.from(values);
    ServerSettings serving = ServerSettings.from(values);
    Transport transport = Transport.best();
    UpstreamAddress address = resolved(upstream, resources);
    RegistryProxy proxy = new RegistryProxy(ProxySettings.from(values), upstream, address);
    Metrics metrics = new Metrics();
    CatalogFeed feed = resources.add(new CatalogFeed(accounts.database().repositories(), clock));
    RequestObserver observer = observer(values, metrics, accounts, feed, clock, resources);
    RegistryManagerServer server =
        resources.add(new RegistryManagerServer(serving, transport, proxy, observer, blocking));
    gauges(metrics, proxy, server, accounts.hasher());
    Catalog catalog =
        resources.add(
            new Catalog(
                CatalogSettings.from(values),
                accounts.database().repositories(),
                server.upstreamCatalog(upstream, address),
                feed,
                upstream.url().toString()));
    catalog.showIn(metrics);
    List<HealthIndicator> needed = new ArrayList<>();
    needed.add(accounts.database().health(blocking));
    needed.add(server.upstreamHealth(upstream, address));
    needed.addAll(Directories.health(accounts.directory(), blocking, metrics));
    needed.add(catalog.health());
    return new DataPath(
        server, new ObservationRoutes(readiness, needed, metrics), catalog, metrics);
  }

  /** Looks up the registry's name now, and again all the while. */
  private static UpstreamAddress resolved(UpstreamSettings upstream, Resources resources) {
    UpstreamAddress address = new UpstreamAddress(upstream);
    address.refresh();
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("name-lookup").factory());
    clock.scheduleWithFixedDelay(
        address::refresh, RESOLVE_EVERY_SECONDS, RESOLVE_EVERY_SECONDS, TimeUnit.SECONDS);
    resources.add(clock::shutdownNow);
    return address;
  }

  /** Every name that the gate gives a request; what is not here shows as other. */
  private static List<String> routeNames(Accounts accounts) {
    return Stream.of(
            RegistryOperation.NAMES.stream(),
            accounts.routes().routes().stream().map(Route::path).distinct(),
            Catalog.PATHS.stream(),
            Stream.of("/", "/openapi.yaml", "/health/live", "/health/ready", "/metrics"),
            Stream.of("malformed", "unknown", "other-method", "redirect"))
        .flatMap(names -> names)
        .toList();
  }

  private static RequestObserver observer(
      Values values,
      Metrics metrics,
      Accounts accounts,
      CatalogFeed feed,
      InstantSource clock,
      Resources resources)
      throws IOException {
    List<RequestObserver> observers = new ArrayList<>();
    observers.add(feed);
    observers.add(new RequestMetrics(metrics, routeNames(accounts)));
    Optional<AccessLog> log = AccessLog.open(ObservationSettings.from(values).accessLog());
    if (log.isPresent()) {
      observers.add(resources.add(log.get()));
      log.get().showIn(metrics);
    }
    Consumer<AuditEvent> overflow = event -> log.ifPresent(lines -> lines.keep(event));
    AuditRecorder audit =
        resources.add(
            new AuditRecorder(
                accounts.database().audit(), AuditSettings.from(values), overflow, clock));
    observers.add(new AuditObserver(audit));
    auditMetrics(metrics, audit);
    return new ObserverList(observers);
  }

  private static void auditMetrics(Metrics metrics, AuditRecorder audit) {
    metrics.gauge(
        "registrymanager_audit_waiting", "Audit events that wait to be kept.", audit::waiting);
    metrics.counter(
        "registrymanager_audit_dropped_total",
        "Audit events that are in the JSON log alone, because they could not be kept.",
        audit::lost);
    metrics.counter(
        "registrymanager_audit_write_errors_total",
        "Attempts to keep audit events, or to forget old ones, that failed.",
        audit::failedWrites);
  }

  private static void gauges(
      Metrics metrics, RegistryProxy proxy, RegistryManagerServer server, PasswordHasher hasher) {
    metrics.gauge(
        "registrymanager_transfers_open",
        "Exchanges with the registry under way.",
        server::transfers);
    metrics.gauge(
        "registrymanager_upstream_connections_open",
        "Connections to the registry for clients, idle ones too.",
        proxy::connections);
    metrics.gauge(
        "registrymanager_body_memory_bytes",
        "Memory given to bodies in flight.",
        proxy.budget()::inUse);
    metrics.counter(
        "registrymanager_spliced_bodies_total",
        "Bodies that the kernel moved between two sockets, instead of this program.",
        proxy.splicing()::bodies);
    metrics.gauge(
        "registrymanager_spliced_bodies_open",
        "Bodies that the kernel is moving now, each through a pipe.",
        proxy.splicing()::underWay);
    metrics.gauge(
        "registrymanager_hashing_waiting", "Passwords that wait to be hashed.", hasher::waiting);
    metrics.counter("registrymanager_hashes_total", "Passwords hashed so far.", hasher::computed);
  }
}
