package io.jdup.report;

import java.io.IOException;

/**
 * While a backup ran, another one changed the target so that its set would not fit any more. The
 * set was not made; what is there can be restored.
 */
public final class ConcurrentBackupException extends IOException {
  /** Reports it; {@code message} says which thing changed and what to do next. */
  public ConcurrentBackupException(String message) {
    super(message);
  }
}
