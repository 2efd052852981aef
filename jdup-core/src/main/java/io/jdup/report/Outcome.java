package io.jdup.report;

/** How a run that came to its end ended. */
public enum Outcome {
  /** Everything was done. */
  COMPLETE,
  /**
   * The result is valid, but some paths or files could not be read, restored, compared or deleted.
   */
  COMPLETE_WITH_ERRORS
}
