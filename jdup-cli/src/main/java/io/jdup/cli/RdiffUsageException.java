package io.jdup.cli;

import org.jspecify.annotations.Nullable;

/** The arguments of {@code jdup rdiff} cannot be followed. */
final class RdiffUsageException extends Exception {
  private final int exitCode;

  RdiffUsageException(String message) {
    this(RdiffCommand.SYNTAX_ERROR, message, null);
  }

  RdiffUsageException(int exitCode, @Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** Returns the code rdiff ends with in this case. */
  int exitCode() {
    return exitCode;
  }
}
