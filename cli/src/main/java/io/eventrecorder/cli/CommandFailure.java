package io.eventrecorder.cli;

import picocli.CommandLine.ExitCode;

/** Ends the command with one line that says what to do. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The exit status of the process. */
  private final int exitCode;

  private CommandFailure(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  /** The command line or the configuration is wrong. */
  static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }

  /** The data are wrong, or could not be read or delivered. */
  static CommandFailure data(String message) {
    return new CommandFailure(ExitCode.SOFTWARE, message);
  }

  int exitCode() {
    return exitCode;
  }
}
