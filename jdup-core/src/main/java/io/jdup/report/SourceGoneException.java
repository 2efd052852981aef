package io.jdup.report;

import java.io.IOException;

/**
 * So much of what the last backup knew is gone from the source that no set was stored: more likely
 * than not, something is not mounted. Everything at the target is as it was.
 */
public final class SourceGoneException extends IOException {
  private final long gone;
  private final long known;

  /**
   * Reports that {@code gone} of {@code known} entries are gone; {@code message} says what to do.
   */
  public SourceGoneException(long gone, long known, String message) {
    super(message);
    this.gone = gone;
    this.known = known;
  }

  /** Returns how many entries are gone. */
  public long gone() {
    return gone;
  }

  /** Returns how many entries the last backup had; 0 if this one was to be a full backup. */
  public long known() {
    return known;
  }
}
