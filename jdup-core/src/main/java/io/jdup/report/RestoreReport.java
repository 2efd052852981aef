package io.jdup.report;

import java.time.Instant;
import java.util.List;

/**
 * What a restore did.
 *
 * @param time the time of the newest set that was used
 * @param entries entries written
 * @param files regular files among them
 * @param fileBytes bytes of those files
 * @param skipped paths that could not be restored, the first thousand of them
 * @param errors number of all paths that could not be restored
 */
public record RestoreReport(
    Instant time, long entries, long files, long fileBytes, List<Skipped> skipped, long errors) {
  public RestoreReport {
    skipped = List.copyOf(skipped);
  }

  /** Returns whether everything that was asked for was restored. */
  public Outcome outcome() {
    return errors == 0 ? Outcome.COMPLETE : Outcome.COMPLETE_WITH_ERRORS;
  }
}
