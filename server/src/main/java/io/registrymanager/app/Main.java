package io.registrymanager.app;

/** Where the program begins. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Terminal terminal = Terminal.ofSystem();
    Wiring wiring = new Wiring(ServiceManager.of(terminal.environment()));
    Program program =
        new Program(
            terminal, Settings::table, wiring::serve, wiring::openStore, wiring::openImport);
    System.exit(program.run(args));
  }
}
