package io.jdup.cli;

/** The command cannot be run as it was typed. The message says what is wrong and what to type. */
final class UsageException extends Exception {
  private final int exitCode;

  /** Reports a fault of the command line itself. */
  UsageException(String message) {
    this(ExitCodes.COMMAND_LINE, message);
  }

  /** Reports a fault for which scripts know another exit code. */
  UsageException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
