package io.jdup.report;

import java.io.IOException;

/** The chain at the target was made on another host or from another directory. */
public final class SourceMismatchException extends IOException {
  /** What does not match. */
  public enum Reason {
    HOST,
    DIRECTORY
  }

  private final Reason reason;

  /** Reports a mismatch; {@code message} names both sides and what to do next. */
  public SourceMismatchException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Returns what does not match. */
  public Reason reason() {
    return reason;
  }
}
