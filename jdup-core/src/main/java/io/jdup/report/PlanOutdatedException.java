package io.jdup.report;

import java.io.IOException;

/** What is to be deleted is no longer what was planned, as another run changed the backups. */
public final class PlanOutdatedException extends IOException {
  /** Reports it; {@code message} says which thing, wanted and got, and what to do next. */
  public PlanOutdatedException(String message) {
    super(message);
  }
}
