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
 * @param lostSets sets of that time and before, newer than the one used, that the target has lost,
 *     oldest first, each such as {@code full 20231114T221320Z}
 * @param damagedFiles names of files of the backup that are missing or damaged
 */
public record VerifyReport(
    Instant time,
    long filesCompared,
    long differences,
    List<Skipped> skipped,
    long errors,
    List<String> lostSets,
    List<String> damagedFiles) {
  public VerifyReport {
    skipped = List.copyOf(skipped);
    lostSets = List.copyOf(lostSets);
    damagedFiles = List.copyOf(damagedFiles);
  }

  /** Returns whether all is there and could be read; differences do not count here. */
  public Outcome outcome() {
    return errors == 0 && lostSets.isEmpty() && damagedFiles.isEmpty()
        ? Outcome.COMPLETE
        : Outcome.COMPLETE_WITH_ERRORS;
  }
}
