package io.registrymanager.app;

import io.registrymanager.observation.CheckLine;
import io.registrymanager.setting.Values;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code directory}: whether the directory can be asked. */
@Command(
    name = "directory",
    description = "Checks the connection to the directory.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class)
final class DirectoryCommand {
  private final Terminal terminal;
  private final SettingsReader reader;

  DirectoryCommand(Terminal terminal, SettingsReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  @Command(
      name = "check",
      description =
          "Says what works and what does not: connections, encryption, service account, search, groups, clocks; exit code 3 says no.")
  int check(
      @Mixin SettingsOptions settings,
      @Parameters(paramLabel = "USERNAME", arity = "0..1", description = "Somebody to look for.")
          @Nullable String username) {
    Values values = reader.read(settings, ExitCode.CHECK_SAYS_NO);
    List<CheckLine> lines =
        Directories.check(values, Optional.ofNullable(username))
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.CHECK_SAYS_NO,
                        List.of(
                            "There is no directory: set directory.servers or directory.domain.")));
    return new CheckReport(terminal).show(lines).number();
  }
}
