package io.registrymanager.app;

import io.registrymanager.setting.Values;
import io.registrymanager.store.Backups.Restored;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code restore}: puts a backup into the data folder, while no server runs. */
@Command(
    name = "restore",
    description =
        "Puts a backup into the data folder, while no server runs; what was there is kept aside.")
final class RestoreCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final SettingsReader reader;

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file = Path.of("");

  RestoreCommand(Terminal terminal, SettingsReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  @Override
  public Integer call() {
    Values values = reader.read(settings);
    ApplicationSettings application = ApplicationSettings.from(values);
    if (SocketAdminApi.isServed(application.adminSocket())) {
      throw new CommandFailure(
          "The server runs and holds the store: stop it, restore, start it again.");
    }
    Restored restored = BackupCommand.backups(values).restore(file);
    terminal
        .err()
        .println(
            "The backup %s is in %s: %s."
                .formatted(file, application.data(), BackupCommand.inWords(restored.backup())));
    restored
        .aside()
        .ifPresent(aside -> terminal.err().println("What was there before is in " + aside + "."));
    return ExitCode.OK.number();
  }
}
