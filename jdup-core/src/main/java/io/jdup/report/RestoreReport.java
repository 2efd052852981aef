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
 * @param lostSets sets of that time and before, newer than the one used, that the target has lost,
 *     oldest first, each such as {@code full 20231114T221320Z}
 * @param damagedFiles names of files of the backup that are missing or damaged; whatever does not
 *     need them was restored
 */
public record RestoreReport(
    Instant time,
    long entries,
    long files,
    long fileBytes,
    List<Skipped> skipped,
    long errors,
    List<String> lostSets,
    List<String> damagedFiles) {
  public RestoreReport {
    skipped = List.copyOf(skipped);
    lostSets = List.copyOf(lostSets);
    damagedFiles = List.copyOf(damagedFiles);
  }

  /** Returns whether everything that was asked for was restored, and nothing newer is lost. */
  public Outcome outcome() {
    return errors == 0 && lostSets.isEmpty() && damagedFiles.isEmpty()
        ? Outcome.COMPLETE
        : Outcome.COMPLETE_WITH_ERRORS;
  }
}
