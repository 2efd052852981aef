package io.jdup.report;

import java.io.IOException;

/** Another run uses the same local archive dir right now. */
public final class ArchiveDirLockedException extends IOException {
  /** Reports it; {@code message} says which thing, wanted and got, and what to do next. */
  public ArchiveDirLockedException(String message) {
    super(message);
  }
}
