package io.jdup.report;

import java.io.IOException;

/** The chosen backup holds nothing that could be restored. */
public final class NothingRestoredException extends IOException {
  /** Reports it; {@code message} says which thing, wanted and got, and what to do next. */
  public NothingRestoredException(String message) {
    super(message);
  }
}
