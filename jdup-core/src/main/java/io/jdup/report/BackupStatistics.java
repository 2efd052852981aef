package io.jdup.report;

import java.time.Duration;
import java.time.Instant;

/**
 * What a backup counted, in duplicity's terms.
 *
 * @param startTime when the run began
 * @param endTime when it ended
 * @param sourceFiles entries seen in the source, of every type
 * @param sourceFileSizeBytes sizes of the regular files among them
 * @param newFiles entries that the last backup did not know
 * @param newFileSizeBytes sizes of the regular files among those
 * @param deletedFiles entries that are gone since the last backup
 * @param changedFiles entries that differ from the last backup
 * @param changedFileSizeBytes sizes of the regular files among those
 * @param deltaEntries entries stored: new, changed and deleted ones
 * @param rawDeltaSizeBytes bytes of content and deltas before compression
 * @param totalDestinationSizeChangeBytes bytes of the volumes as stored
 * @param errors entries that could not be read
 */
public record BackupStatistics(
    Instant startTime,
    Instant endTime,
    long sourceFiles,
    long sourceFileSizeBytes,
    long newFiles,
    long newFileSizeBytes,
    long deletedFiles,
    long changedFiles,
    long changedFileSizeBytes,
    long deltaEntries,
    long rawDeltaSizeBytes,
    long totalDestinationSizeChangeBytes,
    long errors) {

  /** Returns how long the run took. */
  public Duration elapsed() {
    return Duration.between(startTime, endTime);
  }
}
