package io.jdup.report;

import java.io.IOException;

/** The manifest at the target is not the one in the local archive dir. */
public final class ManifestMismatchException extends IOException {
  /** Reports it; {@code message} says which thing, wanted and got, and what to do next. */
  public ManifestMismatchException(String message) {
    super(message);
  }
}
