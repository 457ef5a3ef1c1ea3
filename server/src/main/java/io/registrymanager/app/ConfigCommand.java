package io.registrymanager.app;

import io.registrymanager.endpoint.Json;
import io.registrymanager.observation.CheckLine;
import io.registrymanager.setting.Value;
import io.registrymanager.setting.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code config}: what the settings are and whether they will do. */
@Command(
    name = "config",
    description = "Shows and checks the settings.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class)
final class ConfigCommand {
  private final Terminal terminal;
  private final SettingsReader reader;

  ConfigCommand(Terminal terminal, SettingsReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  @Command(
      name = "check",
      description = "Checks the settings, opens files and resolves names; exit code 3 says no.")
  int check(
      @Mixin SettingsOptions settings,
      @Option(names = "--online", description = "Asks the registry and the directory too.")
          boolean online) {
    Values values = reader.read(settings, ExitCode.CHECK_SAYS_NO);
    List<String> problems = new ArrayList<>(SettingsReader.missing(values));
    problems.addAll(new SettingsCheck(values).problems());
    if (online && problems.isEmpty()) {
      problems.addAll(asked(values));
    }
    if (!problems.isEmpty()) {
      throw new CommandFailure(ExitCode.CHECK_SAYS_NO, problems);
    }
    terminal.err().println("The settings are fine.");
    return ExitCode.OK.number();
  }

  /** What the registry and the directory, if there is one, have to complain about. */
  private static List<String> asked(Values values) {
    List<String> problems = new ArrayList<>(problems("registry", Doctor.registry(values)));
    problems.addAll(
        problems("directory", Directories.check(values, Optional.empty()).orElse(List.of())));
    return problems;
  }

  private static List<String> problems(String whose, List<CheckLine> lines) {
    return lines.stream()
        .filter(line -> line.result() == CheckLine.Result.PROBLEM)
        .map(line -> "The %s: %s.".formatted(whose, line.text()))
        .toList();
  }

  @Command(name = "show", description = "Shows every value and where it comes from.")
  int show(
      @Mixin SettingsOptions settings,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FORMAT",
              defaultValue = "text",
              description = "text or json.")
          OutputFormat format) {
    List<Value> values = reader.read(settings).all();
    switch (format) {
      case TEXT -> text(values);
      case JSON -> json(values);
    }
    return ExitCode.OK.number();
  }

  @Command(
      name = "schema",
      description = "Prints the JSON Schema of the settings file, for editors.")
  int schema() {
    print(new SettingsSchema(reader.table()).document());
    return ExitCode.OK.number();
  }

  private void text(List<Value> values) {
    Table table = new Table().row("KEY", "VALUE", "SOURCE");
    for (Value value : values) {
      table.row(value.setting().key(), value.shown().orElse("-"), value.source().toString());
    }
    table.lines().forEach(terminal.out()::println);
  }

  private void json(List<Value> values) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Value value : values) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("key", value.setting().key());
      value.shown().ifPresent(text -> entry.put("value", text));
      entry.put("source", value.source().toString());
      list.add(entry);
    }
    print(list);
  }

  private void print(Object json) {
    terminal.out().println(new String(Json.bytes(json), StandardCharsets.UTF_8));
  }
}
