package io.registrymanager.app;

import io.registrymanager.setting.Values;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code audit}: who did what. */
@Command(
    name = "audit",
    description = "Shows who did what, newest first, through the running server or without one.")
final class AuditCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final SettingsReader reader;
  private final Administration administration;

  @Mixin private UserOptions common = new UserOptions();
  @Mixin private AuditOptions options = new AuditOptions();

  AuditCommand(Terminal terminal, SettingsReader reader, Administration administration) {
    this.terminal = terminal;
    this.reader = reader;
    this.administration = administration;
  }

  @Override
  public Integer call() {
    if (options.limit() < 1) {
      throw new CommandFailure(ExitCode.USAGE, List.of("--limit must be at least 1."));
    }
    Values values = reader.read(common.settings());
    try (AdminApi api = administration.open(values)) {
      new AuditPrinter(terminal.out()).all(new AuditClient(api).list(options), common.format());
    }
    return ExitCode.OK.number();
  }
}
