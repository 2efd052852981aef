package io.jdup.report;

import java.io.IOException;

/**
 * The place that backups are to be copied to holds something else under their names, or something
 * that the copies would put out of reach. Nothing of it was touched.
 */
public final class ReplicaConflictException extends IOException {
  /** Reports it; {@code message} says which thing, wanted and got, and what to do next. */
  public ReplicaConflictException(String message) {
    super(message);
  }
}
