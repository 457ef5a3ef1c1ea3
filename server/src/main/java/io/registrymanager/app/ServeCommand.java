package io.registrymanager.app;

import io.registrymanager.setting.Values;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: runs the server until it is told to stop. */
@Command(name = "serve", description = "Runs the server until it is told to stop.")
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final SettingsReader reader;
  private final ToIntBiFunction<Values, Banner> serve;

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Option(names = "--launcher", hidden = true, description = "What to start to start this again.")
  private @Nullable String launcher;

  @Option(names = "--start-note", hidden = true, description = "What the launcher did before.")
  private @Nullable String note;

  ServeCommand(Terminal terminal, SettingsReader reader, ToIntBiFunction<Values, Banner> serve) {
    this.terminal = terminal;
    this.reader = reader;
    this.serve = serve;
  }

  @Override
  public Integer call() {
    return serve(options());
  }

  /** What the command line's library read. */
  ServeOptions options() {
    return new ServeOptions(settings, Optional.ofNullable(launcher), Optional.ofNullable(note));
  }

  /** Runs it, and returns the exit code of the process. */
  int serve(ServeOptions options) {
    Values values = reader.read(options.settings());
    List<String> missing = SettingsReader.missing(values);
    if (!missing.isEmpty()) {
      throw new CommandFailure(ExitCode.FAILED, missing);
    }
    Banner banner =
        new Banner(terminal.out(), terminal.isShown(), options.launcher(), options.note());
    return serve.applyAsInt(values, banner);
  }
}
