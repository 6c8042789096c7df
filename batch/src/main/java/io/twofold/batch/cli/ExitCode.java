package io.twofold.batch.cli;

/** What the commands return to the shell. */
final class ExitCode {

  static final int OK = 0;
  static final int OTHER = 1;
  static final int USAGE = 2;
  static final int REFUSED = 3;

  private ExitCode() {}
}
