package io.jdup.report;

import java.util.List;

/**
 * What a backup did.
 *
 * @param full whether the set is a full one; otherwise it is an increment
 * @param stored whether a set was stored; not so for a dry run or when nothing changed and that was
 *     to be skipped
 * @param statistics what was counted; the time of the set is its start time in whole seconds, or
 *     later if the clock had gone back behind the newest set
 * @param volumes number of volumes stored
 * @param skipped paths that could not be read, the first thousand of them
 */
public record BackupReport(
    boolean full, boolean stored, BackupStatistics statistics, int volumes, List<Skipped> skipped) {
  public BackupReport {
    skipped = List.copyOf(skipped);
  }

  /** Returns whether every selected path is in the backup. */
  public Outcome outcome() {
    return statistics.errors() == 0 ? Outcome.COMPLETE : Outcome.COMPLETE_WITH_ERRORS;
  }
}
