package io.jdup.report;

import java.io.IOException;
import java.time.Instant;

/** The clock says a time that no new set can have, next to the sets that there are. */
public final class ImplausibleClockException extends IOException {
  private final Instant clock;

  /** Reports what {@code clock} says; {@code message} says what is wrong and what to do next. */
  public ImplausibleClockException(Instant clock, String message) {
    super(message);
    this.clock = clock;
  }

  /** Returns what the clock says. */
  public Instant clock() {
    return clock;
  }
}
