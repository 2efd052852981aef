package io.jdup.report;

import java.io.IOException;

/** There is no backup at the target, or none that fits what was asked for. */
public final class BackupNotFoundException extends IOException {
  /** Reports it; {@code message} says which thing, wanted and got, and what to do next. */
  public BackupNotFoundException(String message) {
    super(message);
  }
}
