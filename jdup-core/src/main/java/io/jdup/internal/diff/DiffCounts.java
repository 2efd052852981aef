package io.jdup.internal.diff;

/**
 * What a diff counted; see {@code BackupStatistics} for the meaning of each number.
 *
 * @param sourceFiles entries seen
 * @param sourceBytes bytes of the regular files among them
 * @param newFiles entries not known before
 * @param newBytes bytes of the regular files among those
 * @param deletedFiles entries gone
 * @param changedFiles entries that differ
 * @param changedBytes bytes of the regular files among those
 * @param rawBytes content and deltas before compression
 * @param errors entries that could not be read
 * @param knownEntries entries that were known before, without the root
 */
public record DiffCounts(
    long sourceFiles,
    long sourceBytes,
    long newFiles,
    long newBytes,
    long deletedFiles,
    long changedFiles,
    long changedBytes,
    long rawBytes,
    long errors,
    long knownEntries) {

  /** Returns how many entries were stored. */
  public long deltaEntries() {
    return newFiles + deletedFiles + changedFiles;
  }
}
