package io.registrymanager.app;

/** How the process ends; scripts depend on the numbers. */
enum ExitCode {
  OK(0),
  FAILED(1),
  USAGE(2),
  CHECK_SAYS_NO(3),
  NOT_ALLOWED(4);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
