package io.registrymanager.app;

import io.registrymanager.authentication.AuthenticationSettings;
import io.registrymanager.authentication.Authenticator;
import io.registrymanager.authentication.PasswordHasher;
import io.registrymanager.catalog.RepositoryIndex;
import io.registrymanager.endpoint.RouteTable;
import io.registrymanager.identity.UserStore;
import io.registrymanager.setting.Values;
import io.registrymanager.store.Database;
import io.registrymanager.store.DatabaseSettings;
import io.registrymanager.users.FirstAdministrator;
import io.registrymanager.users.UserAdministration;
import io.registrymanager.users.UserRoutes;
import io.registrymanager.users.UserSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything about users, composed on the database of one data folder.
 *
 * @param repositories the index of repositories, which lies in the same database
 * @param routes the routes that manage users
 */
record Accounts(
    UserStore users,
    RepositoryIndex repositories,
    PasswordHasher hasher,
    RouteTable routes,
    Values values) {
  private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

  /** Opens the database; it is closed with {@code resources}. */
  static Accounts open(Values values, Path data, Resources resources) {
    PasswordHasher hasher = resources.add(new PasswordHasher(AuthenticationSettings.from(values)));
    Database database =
        resources.add(Database.open(DatabaseSettings.from(values), data, VersionCommand.version()));
    UserAdministration administration =
        new UserAdministration(database.users(), hasher, UserSettings.from(values));
    RouteTable routes = new RouteTable(new UserRoutes(administration).routes());
    return new Accounts(database.users(), database.repositories(), hasher, routes, values);
  }

  Authenticator authenticator(Executor blocking) {
    return new Authenticator(users, hasher, AuthenticationSettings.from(values), blocking);
  }

  /**
   * Makes the administrator of an empty store, and keeps its password where only we can read it.
   */
  Optional<Banner.FirstAdministrator> ensureAdministrator(Path data) throws IOException {
    UserSettings settings = UserSettings.from(values);
    return switch (new FirstAdministrator(users, hasher, settings).ensure()) {
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
