package io.registrymanager.app;

import io.registrymanager.audit.AuditRoutes;
import io.registrymanager.authentication.AuthenticationSettings;
import io.registrymanager.authentication.Authenticator;
import io.registrymanager.authentication.PasswordHasher;
import io.registrymanager.authentication.SlowingSettings;
import io.registrymanager.catalog.Catalog;
import io.registrymanager.endpoint.RouteTable;
import io.registrymanager.identity.Directory;
import io.registrymanager.identity.Directory.Finding;
import io.registrymanager.identity.Directory.Outage;
import io.registrymanager.identity.StoreException;
import io.registrymanager.identity.UserStore;
import io.registrymanager.identity.Username;
import io.registrymanager.setting.Values;
import io.registrymanager.store.Database;
import io.registrymanager.store.DatabaseSettings;
import io.registrymanager.users.DirectoryNameCheck;
import io.registrymanager.users.FirstAdministrator;
import io.registrymanager.users.UserAdministration;
import io.registrymanager.users.UserRoutes;
import io.registrymanager.users.UserSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything about users, composed on the database of one data folder.
 *
 * @param routes the routes that manage users, and the one that shows what was done
 */
record Accounts(
    Database database,
    PasswordHasher hasher,
    Directory directory,
    RouteTable routes,
    Values values) {
  private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
  private static final int MOST_WARNINGS = 20;

  /** Opens the database; it is closed with {@code resources}. */
  static Accounts open(
      Values values, Path data, Directory directory, InstantSource clock, Resources resources) {
    PasswordHasher hasher = resources.add(new PasswordHasher(AuthenticationSettings.from(values)));
    Database database =
        resources.add(
            Database.open(DatabaseSettings.from(values), data, VersionCommand.version(), clock));
    UserAdministration administration =
        new UserAdministration(database.users(), hasher, UserSettings.from(values), directory);
    RouteTable routes =
        new RouteTable(
            Stream.of(
                    new UserRoutes(administration).routes(),
                    new AuditRoutes(database.audit()).routes())
                .flatMap(List::stream)
                .toList());
    return new Accounts(database, hasher, directory, routes, values);
  }

  /** All routes that work on the store alone, while no server runs. */
  RouteTable routesWithoutServer() {
    return new RouteTable(
        Stream.of(routes.routes(), Catalog.routesWithoutServer(database.repositories()))
            .flatMap(List::stream)
            .toList());
  }

  UserStore users() {
    return database.users();
  }

  Authenticator authenticator(Executor blocking) {
    return new Authenticator(
        users(),
        hasher,
        AuthenticationSettings.from(values),
        SlowingSettings.from(values),
        Directories.logins(values, directory),
        blocking);
  }

  /** Names that were given before the directory was there may read as its own. Blocks. */
  void warnOfNames() {
    // Asked for its own sake: before it was reached, a directory does not know which names are its.
    switch (directory.find(UserSettings.from(values).administrator().value())) {
      case Finding.NotConfigured _ -> {}
      case Finding.Unreachable(Outage outage) ->
          LOG.info("names of local users are not checked: {}", outage.reason());
      case Finding.Found _, Finding.Nobody _, Finding.Ambiguous _ -> warnOfOldNames();
    }
  }

  private void warnOfOldNames() {
    try {
      for (Username name : new DirectoryNameCheck(users(), directory).find(MOST_WARNINGS)) {
        LOG.warn(
            "the local user {} has a name that reads as one of the directory: nobody of the directory can log in by it; make another user and delete this one",
            name);
      }
    } catch (StoreException e) {
      LOG.info("names of local users are not checked against the directory: {}", e.getMessage());
    }
  }

  /**
   * Makes the administrator of an empty store, and keeps its password where only we can read it.
   */
  Optional<Banner.FirstAdministrator> ensureAdministrator(Path data) throws IOException {
    UserSettings settings = UserSettings.from(values);
    return switch (new FirstAdministrator(users(), hasher, settings).ensure()) {
      case FirstAdministrator.Outcome.Generated made -> {
        AdminPasswordFile.write(data, made.password());
        yield Optional.of(new Banner.FirstAdministrator(made.name(), Optional.of(made.password())));
      }
      case FirstAdministrator.Outcome.Configured made ->
          Optional.of(new Banner.FirstAdministrator(made.name(), Optional.empty()));
      case FirstAdministrator.Outcome.AlreadyThere _ -> Optional.empty();
      case FirstAdministrator.Outcome.ConfiguredPasswordDiffers differs -> {
        LOG.warn(
            "admin.password is not the password of {}, which was set before; to change it: registrymanager user passwd {}",
            differs.name(),
            differs.name());
        yield Optional.empty();
      }
      case FirstAdministrator.Outcome.ConfiguredPasswordUnacceptable refused ->
          throw new CommandFailure(
              "admin.password " + String.join(", ", refused.objections()) + ".");
    };
  }
}
