package io.registrymanager.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help} at every level: {@code help user add} as well as {@code user help add}. */
@Command(name = "help", description = "Shows the help of a command.")
final class HelpCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "COMMAND", description = "The command, in one or more words.")
  private List<String> words = new ArrayList<>();

  @Override
  public Integer call() {
    CommandLine own = spec == null ? new CommandLine(this) : spec.commandLine();
    CommandLine command = own.getParent();
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        throw new ParameterException(command, "There is no command '" + word + "'");
      }
      command = next;
    }
    command.usage(own.getOut());
    return ExitCode.OK.number();
  }
}
