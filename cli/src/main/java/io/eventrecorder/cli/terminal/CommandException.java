package io.eventrecorder.cli.terminal;

import picocli.CommandLine.ExitCode;

/** Ends the command with an exit status and one line that says what to do. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The exit status of the process. */
  private final int exitCode;

  private CommandException(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  /**
   * {@return an exception for a wrong command line or configuration; the exit status is 2}
   *
   * @param message names the option, its value and the remedy
   */
  public static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }

  /**
   * {@return an exception for data that are wrong, unreadable or undelivered; the exit status is 1}
   *
   * @param message names the file, the problem and the remedy
   */
  public static CommandException data(String message) {
    return new CommandException(ExitCode.SOFTWARE, message);
  }

  /** {@return the exit status of the process} */
  public int exitCode() {
    return exitCode;
  }
}
