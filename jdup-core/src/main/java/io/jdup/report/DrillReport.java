package io.jdup.report;

import io.jdup.report.CheckReport.Damage;
import java.time.Instant;
import java.util.List;

/**
 * What a drill found.
 *
 * @param time the time of the newest set that was used
 * @param files the files that were to be restored, a sample
 * @param identical how many were restored and are, byte for byte, what the directory holds
 * @param changed how many were restored and have changed in the directory since, or are gone there
 * @param damaged those that were not restored, or not as they should be
 */
public record DrillReport(
    Instant time, int files, int identical, int changed, List<Damage> damaged) {
  public DrillReport {
    damaged = List.copyOf(damaged);
  }

  /** Returns whether all of the sample was restored as it should be. */
  public Outcome outcome() {
    return damaged.isEmpty() ? Outcome.COMPLETE : Outcome.COMPLETE_WITH_ERRORS;
  }
}
