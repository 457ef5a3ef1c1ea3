package io.registrymanager.app;

import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Values;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;

/**
 * One run of the program: the server at once where it is started plainly, any other command through
 * the command line.
 *
 * @param table read only by commands that need settings, for it loads every room
 * @param serve runs the server
 * @param openStore opens the store while no server runs
 * @param openImport opens it for an import
 */
record Program(
    Terminal terminal,
    Supplier<SettingTable> table,
    ToIntBiFunction<Values, Banner> serve,
    Function<Values, OpenStore> openStore,
    Function<Values, OpenImport> openImport) {

  /** Runs one command and returns the exit code of the process. */
  int run(String... arguments) {
    Optional<ServeOptions> plain = ServeOptions.plain(arguments);
    return plain.isPresent()
        ? serve(plain.get())
        : new Cli(terminal, table, serve, openStore, openImport).run(arguments);
  }

  private int serve(ServeOptions options) {
    try {
      return new ServeCommand(terminal, new SettingsReader(terminal, table), serve).serve(options);
    } catch (RuntimeException e) {
      return FailureReport.write(terminal, e, false).number();
    }
  }
}
