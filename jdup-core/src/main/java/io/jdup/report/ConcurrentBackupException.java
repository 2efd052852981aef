package io.jdup.report;

import java.io.IOException;

/**
 * Another run is writing to the target, and nothing was done there; or it changed the target, while
 * a backup ran, so that the set would not fit any more, and the set was not made. What is there can
 * be restored.
 */
public final class ConcurrentBackupException extends IOException {
  /** Reports it; {@code message} says which thing changed and what to do next. */
  public ConcurrentBackupException(String message) {
    super(message);
  }
}
