package io.jdup.cli;

/**
 * How important a message is.
 *
 * <p>Source: format specification section 10.6; duplicity 0.8.22 at -v0 to -v9.
 */
enum Level {
  ERROR(0),
  WARNING(2),
  NOTICE(3),
  INFO(5),
  DEBUG(9);

  private final int verbosity;

  Level(int verbosity) {
    this.verbosity = verbosity;
  }

  /** Returns the lowest verbosity that shows such messages. */
  int verbosity() {
    return verbosity;
  }
}
