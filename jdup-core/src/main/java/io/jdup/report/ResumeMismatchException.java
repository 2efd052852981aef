package io.jdup.report;

import java.io.IOException;

/** A run would go on with what an interrupted one left, but packs its volumes in another way. */
public final class ResumeMismatchException extends IOException {
  /** Reports it; {@code message} says which thing, wanted and got, and what to do next. */
  public ResumeMismatchException(String message) {
    super(message);
  }
}
