package io.registrymanager.app;

import io.registrymanager.setting.SettingTable;
import io.registrymanager.setting.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

  /**
   * @param table read only by commands that need settings, for it loads every room
   * @param serve runs the server
   * @param openStore opens the store while no server runs
   * @param openImport opens it for an import
   */
  Cli(
      Terminal terminal,
      Supplier<SettingTable> table,
      ToIntBiFunction<Values, Banner> serve,
      Function<Values, OpenStore> openStore,
      Function<Values, OpenImport> openImport) {
    this.terminal = terminal;
    SettingsReader reader = new SettingsReader(terminal, table);
    commands.put("serve", () -> new ServeCommand(terminal, reader, serve));
    commands.put("config", () -> new ConfigCommand(terminal, reader));
    commands.put("user", () -> new UserCommand(terminal, reader, new Administration(openStore)));
    commands.put("audit", () -> new AuditCommand(terminal, reader, new Administration(openStore)));
    commands.put(
        "catalog", () -> new CatalogCommand(terminal, reader, new Administration(openStore)));
    commands.put("doctor", () -> new DoctorCommand(terminal, reader));
    commands.put("backup", () -> new BackupCommand(terminal, reader));
    commands.put("restore", () -> new RestoreCommand(terminal, reader));
    commands.put("directory", () -> new DirectoryCommand(terminal, reader));
    commands.put("import", () -> new ImportCommand(terminal, reader, openImport));
    commands.put("tls", () -> new TlsCommand(terminal, reader));
    commands.put("health", () -> new HealthCommand(terminal, reader));
    commands.put("version", () -> new VersionCommand(terminal));
    commands.put("help", HelpCommand::new);
    commands.put("manual", ManualCommand::new);
  }

  /** Runs one command and returns the exit code of the process. */
  int run(String... args) {
    return line(args.length == 0 ? "" : args[0]).execute(args);
  }

  /**
   * All commands, or the one that is meant: reading the annotations of all of them would take a
   * third of the time the server has to start.
   */
  private CommandLine line(String first) {
    boolean one = commands.containsKey(first) && !Set.of("help", "manual").contains(first);
    CommandLine line = new CommandLine(root);
    commands.forEach(
        (name, command) -> {
          if (!one || name.equals(first)) {
            line.addSubcommand(command.get());
          }
        });
    return line.setOut(terminal.out())
        .setErr(terminal.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setParameterExceptionHandler((e, _) -> misused(e))
        .setExecutionExceptionHandler((e, _, _) -> failed(e));
  }

  private int misused(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    StringBuilder text = new StringBuilder().append(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions();
      text.append(near.isEmpty() ? "" : "; did you mean " + near.getFirst() + "?");
    }
    if (text.toString().startsWith("Missing required subcommand")) {
      e.getCommandLine().usage(terminal.err());
    } else {
      terminal.err().println(text + (text.toString().endsWith("?") ? "" : "."));
      terminal.err().println("See " + command + " --help.");
    }
    return ExitCode.USAGE.number();
  }

  private int failed(Exception e) {
    return FailureReport.write(terminal, e, root.isDebug()).number();
  }
}
