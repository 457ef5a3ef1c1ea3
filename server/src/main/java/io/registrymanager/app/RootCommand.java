package io.registrymanager.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code registrymanager} itself: what all commands share. */
@Command(
    name = "registrymanager",
    description = "Users, rights and an API in front of the registry you already have.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Exit codes: 0 ok, 1 failed, 2 wrong usage, 3 a check says no, 4 not allowed."})
final class RootCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = "--debug",
      hidden = true,
      scope = ScopeType.INHERIT,
      description = "Prints the stack of a failure.")
  private boolean debug;

  boolean isDebug() {
    return debug;
  }
}
