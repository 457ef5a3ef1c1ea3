package io.registrymanager.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code manual}: what a package has for {@code man} and for the shell, out of the commands. */
@Command(
    name = "manual",
    hidden = true,
    description = "Writes manual pages and completion for bash into a folder.")
final class ManualCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Where man1 and completions are made.")
  private Path folder = Path.of("");

  @Override
  public Integer call() {
    CommandLine root = spec == null ? new CommandLine(this) : spec.root().commandLine();
    try {
      Path pages = Files.createDirectories(folder.resolve("man1"));
      writePages(root, pages);
      Path completions = Files.createDirectories(folder.resolve("completions"));
      String name = root.getCommandName();
      Files.writeString(completions.resolve(name), AutoComplete.bash(name, root));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ExitCode.OK.number();
  }

  private static void writePages(CommandLine command, Path pages) throws IOException {
    String name = command.getCommandSpec().qualifiedName("-");
    Files.writeString(pages.resolve(name + ".1"), page(name, command));
    for (CommandLine below : command.getSubcommands().values()) {
      if (!below.getCommandSpec().usageMessage().hidden()) {
        writePages(below, pages);
      }
    }
  }

  /** The sections of man-pages(7), each as the usage has it. */
  private static String page(String name, CommandLine command) {
    Help help = new Help(command.getCommandSpec(), Help.defaultColorScheme(Ansi.OFF));
    String description = help.description().strip();
    StringBuilder page =
        new StringBuilder(
            ".TH \"%s\" 1 \"\" \"registrymanager %s\"\n"
                .formatted(name.toUpperCase(Locale.ROOT), VersionCommand.version()));
    page.append(".SH NAME\n").append(roff(name)).append(" \\- ");
    page.append(roff(String.join(" ", description.split("\\s+")))).append('\n');
    section(page, "SYNOPSIS", help.synopsis(0));
    section(page, "ARGUMENTS", help.parameterList());
    section(page, "OPTIONS", help.optionList());
    section(page, "COMMANDS", help.commandList());
    section(
        page, "EXIT STATUS", "0 ok, 1 failed, 2 wrong usage, 3 a check says no, 4 not allowed.");
    return page.toString();
  }

  /** Line for line: the columns are made already. */
  private static void section(StringBuilder page, String title, String text) {
    if (!text.isBlank()) {
      page.append(".SH ").append(title).append("\n.nf\n");
      page.append(
          text.stripTrailing().lines().map(ManualCommand::roff).collect(Collectors.joining("\n")));
      page.append("\n.fi\n");
    }
  }

  /** A line that means nothing to roff: a dash is one to copy, and no dot begins a request. */
  private static String roff(String line) {
    String text = line.replace("\\", "\\e").replace("-", "\\-");
    return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
  }
}
