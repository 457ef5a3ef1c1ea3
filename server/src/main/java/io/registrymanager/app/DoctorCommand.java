package io.registrymanager.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code doctor}: everything that the server needs, looked at once. */
@Command(
    name = "doctor",
    description =
        "Looks at settings, ports, disk, store, certificates, registry, directory and clocks, with or without a running server; exit code 3 says no.")
final class DoctorCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final SettingsReader reader;

  @Mixin private SettingsOptions settings = new SettingsOptions();

  DoctorCommand(Terminal terminal, SettingsReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  @Override
  public Integer call() {
    Doctor doctor = new Doctor(reader.read(settings, ExitCode.CHECK_SAYS_NO));
    return new CheckReport(terminal).show(doctor.look()).number();
  }
}
