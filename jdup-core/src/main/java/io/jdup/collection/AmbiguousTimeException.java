package io.jdup.collection;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Several backup chains have a state for the time asked for, and none is the right one. */
public final class AmbiguousTimeException extends IOException {
  /** Reports that each of {@code chains}, told for people, covers {@code time}. */
  AmbiguousTimeException(Instant time, List<?> chains) {
    super(
        "more than one backup chain covers "
            + time
            + ": "
            + chains
            + "; ask for a time that only one covers, or move the files of one elsewhere");
  }
}
