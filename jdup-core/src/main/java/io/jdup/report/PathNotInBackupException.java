package io.jdup.report;

import java.io.IOException;

/** The path that was asked for is in no backup set of the chosen time. */
public final class PathNotInBackupException extends IOException {
  /** Reports it; {@code message} says which thing, wanted and got, and what to do next. */
  public PathNotInBackupException(String message) {
    super(message);
  }
}
