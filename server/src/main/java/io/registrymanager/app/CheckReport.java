package io.registrymanager.app;

import io.registrymanager.observation.CheckLine;
import java.util.List;
import java.util.Locale;

/** Prints what a check found, a line each. */
final class CheckReport {
  private final Terminal terminal;

  CheckReport(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * @return no if there is any problem; warnings alone are a yes
   */
  ExitCode show(List<CheckLine> lines) {
    lines.forEach(
        line ->
            terminal
                .out()
                .printf("%-8s %s%n", line.result().name().toLowerCase(Locale.ROOT), line.text()));
    boolean well = lines.stream().noneMatch(line -> line.result() == CheckLine.Result.PROBLEM);
    return well ? ExitCode.OK : ExitCode.CHECK_SAYS_NO;
  }
}
