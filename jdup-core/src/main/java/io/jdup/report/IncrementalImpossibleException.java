package io.jdup.report;

import java.io.IOException;

/** An incremental was demanded, but there is no chain with signatures that it could continue. */
public final class IncrementalImpossibleException extends IOException {
  /** Reports it; {@code message} says which thing, wanted and got, and what to do next. */
  public IncrementalImpossibleException(String message) {
    super(message);
  }
}
