package io.registrymanager.app;

import io.registrymanager.setting.Values;

/** What the commands need of the rooms below. */
final class Wiring {
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
      stop.await();
      server.stopGracefully(banner);
    }
    return ExitCode.OK.number();
  }

  /** Opens the store for a command while no server runs. */
  OpenStore openStore(Values values) {
    Resources resources = new Resources();
    try {
      Accounts accounts =
          Accounts.open(
              values,
              ApplicationSettings.from(values).data(),
              Directories.open(values, resources),
              resources);
      return new OpenStore(accounts.routes(), resources::close);
    } catch (IllegalArgumentException e) {
      resources.close();
      throw new CommandFailure(ExitCode.FAILED, e.getMessage() + ".", e);
    } catch (RuntimeException e) {
      resources.close();
      throw e;
    }
  }
}
