package io.registrymanager.app;

import io.registrymanager.setting.Values;
import io.registrymanager.store.BackupException;
import io.registrymanager.store.BackupInfo;
import io.registrymanager.store.Backups;
import io.registrymanager.store.Backups.Existing;
import io.registrymanager.store.DatabaseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup}: the store in one file, while a server runs or not. */
@Command(
    name = "backup",
    description = "Writes everything that is kept into one file, also while the server runs.",
    subcommands = HelpCommand.class)
final class BackupCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final SettingsReader reader;

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "The backup to write.")
  private @Nullable Path target;

  @Option(names = "--force", description = "Replaces a file that is there already.")
  private boolean force;

  BackupCommand(Terminal terminal, SettingsReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  @Override
  public Integer call() {
    if (target == null) {
      throw new CommandFailure(ExitCode.USAGE, List.of("Name the file: backup FILE."));
    }
    Values values = reader.read(settings);
    Path data = ApplicationSettings.from(values).data();
    if (Files.exists(target) && !force) {
      throw new CommandFailure(
          "The file " + target + " is there already; --force replaces it by the new backup.");
    }
    BackupInfo made = backups(values).make(target, force ? Existing.REPLACE : Existing.KEEP);
    terminal.err().println("The store in %s is in %s: %s.".formatted(data, target, inWords(made)));
    return ExitCode.OK.number();
  }

  @Command(
      name = "verify",
      description =
          "Reads a backup and says whether it is whole and can be used; exit code 3 says no.")
  int verify(@Mixin SettingsOptions options, @Parameters(paramLabel = "FILE") Path file) {
    try {
      BackupInfo found = backups(reader.read(options)).verify(file);
      terminal.err().println("The backup %s is whole: %s.".formatted(file, inWords(found)));
      return ExitCode.OK.number();
    } catch (BackupException e) {
      throw new CommandFailure(ExitCode.CHECK_SAYS_NO, String.valueOf(e.getMessage()), e);
    }
  }

  /** Those of the data folder that the settings name. */
  static Backups backups(Values values) {
    return new Backups(
        ApplicationSettings.from(values).data(),
        DatabaseSettings.from(values),
        VersionCommand.version());
  }

  /** What it says of itself. */
  static String inWords(BackupInfo backup) {
    return "made at %s by registrymanager %s (schema %d)"
        .formatted(backup.made(), backup.program(), backup.schema());
  }
}
