package io.jdup.report;

import java.time.Instant;

/**
 * One entry of a backup as a listing shows it.
 *
 * @param path its path below the root of the backup
 * @param modified its modification time, whole seconds
 * @param kind what it is
 */
public record ListedEntry(ReportedPath path, Instant modified, Kind kind) {
  /** What an entry is. */
  public enum Kind {
    FILE,
    DIRECTORY,
    SYMLINK,
    FIFO,
    CHARACTER_DEVICE,
    BLOCK_DEVICE
  }
}
