package io.registrymanager.directory;

import io.registrymanager.observation.Metrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocketFactory;

/** What a directory is made of, put together. */
final class DirectoryParts implements AutoCloseable {
  private static final Duration DOMAIN_LIFE = Duration.ofMinutes(5);

  private final Names names;
  private final ServiceAccount account;
  private final Connector connector;
  private final Controllers controllers;
  private final Questions questions;
  private final DomainReader domains;
  private final GroupTable groups;
  private final Memberships memberships;
  private final PasswordTrial trial;
  private final DirectoryFigures figures = new DirectoryFigures();

  private DirectoryParts(
      DirectorySettings settings, Names names, InstantSource clock, LongSupplier nanos) {
    SSLSocketFactory tls = Trust.sockets(settings.place().caFile());
    Duration groupLife = settings.limits().groupCacheLife();
    this.names = names;
    this.account = new ServiceAccount(settings.login(), nanos);
    this.connector = new Connector(tls, names);
    this.controllers =
        new Controllers(
            settings.place(),
            names,
            address -> new Controller(address, connector, account, settings.limits(), nanos),
            nanos);
    this.questions = new Questions(controllers, settings.limits(), figures);
    this.domains = new DomainReader(settings.people(), DOMAIN_LIFE, nanos);
    this.groups = new GroupTable(settings.groups(), groupLife, nanos);
    this.memberships = new Memberships(groups, groupLife, nanos);
    this.trial = new PasswordTrial(figures, clock);
  }

  static DirectoryParts of(DirectorySettings settings, InstantSource clock, LongSupplier nanos) {
    return new DirectoryParts(settings, new Names(settings.place().nameServer()), clock, nanos);
  }

  ServiceAccount account() {
    return account;
  }

  Connector connector() {
    return connector;
  }

  Controllers controllers() {
    return controllers;
  }

  Questions questions() {
    return questions;
  }

  DomainReader domains() {
    return domains;
  }

  GroupTable groups() {
    return groups;
  }

  Memberships memberships() {
    return memberships;
  }

  PasswordTrial trial() {
    return trial;
  }

  void showIn(Metrics metrics) {
    figures.showIn(metrics);
    metrics.gauge(
        "registrymanager_directory_servers_resting",
        "Domain controllers that failed and are not asked for a while.",
        () -> controllers.known().stream().filter(c -> c.breaker().failures() > 0).count());
    metrics.gauge(
        "registrymanager_directory_connections",
        "Open connections to domain controllers.",
        () -> connections(controllers.known()));
    metrics.gauge(
        "registrymanager_directory_service_account_refused",
        "1 while the directory refuses the service account.",
        () -> account.alarm().isPresent() ? 1 : 0);
  }

  private static long connections(List<Controller> controllers) {
    return controllers.stream()
        .mapToLong(
            c ->
                c.searching().inUse()
                    + c.searching().idle()
                    + c.binding().inUse()
                    + c.binding().idle())
        .sum();
  }

  @Override
  public void close() {
    controllers.close();
    names.close();
  }
}
