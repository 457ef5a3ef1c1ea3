package io.registrymanager.app;

import io.registrymanager.setting.Values;
import io.registrymanager.users.UserImport;
import java.time.InstantSource;
import java.util.function.BiFunction;

/** What the commands need of the rooms below. */
final class Wiring {
  private final ServiceManager manager;

  /**
   * @param manager is told when the server is ready and when it stops
   */
  Wiring(ServiceManager manager) {
    this.manager = manager;
  }

  /**
   * Runs the server until it is told to stop.
   *
   * @param values valid, with nothing required missing
   * @return the exit code of the process
   */
  int serve(Values values, Banner banner) {
    StopSignal stop = StopSignal.install();
    try (RunningServer server = RunningServer.start(values)) {
      banner.started(server.started());
      manager.ready();
      stop.await();
      manager.stopping();
      server.stopGracefully(banner);
    }
    return ExitCode.OK.number();
  }

  /** Opens the store for a command while no server runs. */
  OpenStore openStore(Values values) {
    return withAccounts(
        values, (accounts, release) -> new OpenStore(accounts.routesWithoutServer(), release));
  }

  /** Opens the store for an import while no server runs. */
  OpenImport openImport(Values values) {
    return withAccounts(
        values,
        (accounts, release) ->
            new OpenImport(new UserImport(accounts.users(), accounts.directory()), release));
  }

  private static <T> T withAccounts(Values values, BiFunction<Accounts, Runnable, T> use) {
    Resources resources = new Resources();
    try {
      Accounts accounts =
          Accounts.open(
              values,
              ApplicationSettings.from(values).data(),
              Directories.open(values, resources),
              InstantSource.system(),
              resources);
      return use.apply(accounts, resources::close);
    } catch (RuntimeException e) {
      resources.close();
      throw e;
    }
  }
}
