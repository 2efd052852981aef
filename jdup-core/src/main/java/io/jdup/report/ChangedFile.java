package io.jdup.report;

/**
 * What a backup set recorded of one regular file.
 *
 * @param path its path below the root of the backup
 * @param change what had happened to it since the set before
 */
public record ChangedFile(ReportedPath path, Change change) {
  /** What can happen to a file. */
  public enum Change {
    /** It was stored whole. */
    NEW,
    /** What is different was stored, be it only its mode. */
    CHANGED,
    /** It was a regular file before and is none any more. */
    DELETED
  }
}
