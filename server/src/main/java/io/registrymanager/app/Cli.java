package io.registrymanager.app;

import io.registrymanager.identity.StoreException;
import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Values;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: finds the command, runs it, and turns whatever goes wrong into a sentence on
 * standard error and an exit code.
 */
final class Cli {
  private final Terminal terminal;
  private final RootCommand root = new RootCommand();
  private final CommandLine line;

  /**
   * @param table read only by commands that need settings, for it loads every room
   * @param serve runs the server
   * @param openStore opens the store while no server runs
   */
  Cli(
      Terminal terminal,
      Supplier<SettingTable> table,
      ToIntBiFunction<Values, Banner> serve,
      Function<Values, OpenStore> openStore) {
    this.terminal = terminal;
    SettingsReader reader = new SettingsReader(terminal, table);
    line =
        new CommandLine(root)
            .addSubcommand(new ServeCommand(terminal, reader, serve))
            .addSubcommand(new ConfigCommand(terminal, reader))
            .addSubcommand(new UserCommand(terminal, reader, new Administration(openStore)))
            .addSubcommand(new VersionCommand(terminal))
            .setOut(terminal.out())
            .setErr(terminal.err())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setParameterExceptionHandler((e, _) -> misused(e))
            .setExecutionExceptionHandler((e, _, _) -> failed(e));
  }

  /** Runs one command and returns the exit code of the process. */
  int run(String... args) {
    return line.execute(args);
  }

  private int misused(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    StringBuilder text = new StringBuilder(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions();
      text.append(near.isEmpty() ? "" : "; did you mean " + near.getFirst() + "?");
    }
    terminal.err().println(text + (text.toString().endsWith("?") ? "" : "."));
    terminal.err().println("See " + command + " --help.");
    return ExitCode.USAGE.number();
  }

  private int failed(Exception e) {
    if (root.isDebug()) {
      e.printStackTrace(terminal.err());
    }
    terminal.err().println(sentence(e));
    return e instanceof CommandFailure failure ? failure.code().number() : ExitCode.FAILED.number();
  }

  private static String sentence(Exception e) {
    boolean ours = e instanceof CommandFailure || e instanceof StoreException;
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return ours ? message : "Something unforeseen went wrong (--debug shows where): " + message;
  }
}
