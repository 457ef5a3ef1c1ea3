package io.registrymanager.app;

/** Where the program begins. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Wiring wiring = new Wiring();
    Cli cli =
        new Cli(
            Terminal.ofSystem(),
            Settings::table,
            wiring::serve,
            wiring::openStore,
            wiring::openImport);
    System.exit(cli.run(args));
  }
}
