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
  private final byte[] current;
  private final byte[] recorded;

  /**
   * Reports a mismatch of {@code current}, the host or directory of this run, and what the last one
   * {@code recorded}; {@code message} names both and what to do next.
   */
  public SourceMismatchException(Reason reason, byte[] current, byte[] recorded, String message) {
    super(message);
    this.reason = reason;
    this.current = current.clone();
    this.recorded = recorded.clone();
  }

  /** Returns the host or directory of this run; a copy. */
  public byte[] current() {
    return current.clone();
  }

  /** Returns the host or directory of the last run; a copy. */
  public byte[] recorded() {
    return recorded.clone();
  }

  /** Returns what does not match. */
  public Reason reason() {
    return reason;
  }
}
