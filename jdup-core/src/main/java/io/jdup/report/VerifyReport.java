package io.jdup.report;

import java.time.Instant;
import java.util.List;

/**
 * What a verification found.
 *
 * @param time the time of the newest set that was used
 * @param filesCompared entries of the backup that were decoded and held against the directory
 * @param differences entries that differ, are missing in the directory or are not in the backup
 * @param skipped entries that could not be read, the first thousand of them
 * @param errors number of all entries that could not be read
 */
public record VerifyReport(
    Instant time, long filesCompared, long differences, List<Skipped> skipped, long errors) {
  public VerifyReport {
    skipped = List.copyOf(skipped);
  }

  /** Returns whether all could be read; differences do not count here. */
  public Outcome outcome() {
    return errors == 0 ? Outcome.COMPLETE : Outcome.COMPLETE_WITH_ERRORS;
  }
}
