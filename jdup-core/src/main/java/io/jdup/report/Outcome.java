package io.jdup.report;

/** How a run that came to its end ended. */
public enum Outcome {
  /** Everything was done. */
  COMPLETE,
  /** The result is valid, but some paths could not be read, restored or compared. */
  COMPLETE_WITH_ERRORS
}
