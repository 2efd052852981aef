package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A program that ran to its end.
 *
 * @param command what was run, for messages
 * @param exitCode what it returned
 * @param out its standard output, read as UTF-8
 * @param err its standard error, read as UTF-8
 */
record Ran(String command, int exitCode, String out, String err) {
  /** Requires exit code 0. */
  Ran succeeded() {
    return ended(0);
  }

  /** Requires {@code wanted} as the exit code. */
  Ran ended(int wanted) {
    assertEquals(wanted, exitCode, this::toString);
    return this;
  }

  @Override
  public String toString() {
    return command + "\nexit code " + exitCode + "\n" + out + err;
  }
}
