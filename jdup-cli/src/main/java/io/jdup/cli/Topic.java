package io.jdup.cli;

import io.jdup.report.ListedEntry;

/**
 * What a message is about. Programs that read {@code --log-fd} or {@code --log-file} know it by its
 * level and number.
 *
 * <p>Source: format specification section 10.6; the log files of duplicity 0.8.22.
 */
enum Topic {
  WARNING(Level.WARNING, 1),
  ORPHANED_SIGNATURES(Level.WARNING, 2),
  INCOMPLETE_SETS(Level.WARNING, 5),
  ORPHANED_SETS(Level.WARNING, 6),
  CANNOT_READ(Level.WARNING, 10),
  CANNOT_PROCESS(Level.WARNING, 12),
  NOTICE(Level.NOTICE, 1),
  UPLOAD_PROGRESS(Level.NOTICE, 16),
  INFO(Level.INFO, 1),
  PROGRESS(Level.INFO, 2),
  STATUS(Level.INFO, 3),
  NEW_FILE(Level.INFO, 4),
  CHANGED_FILE(Level.INFO, 5),
  DELETED_FILE(Level.INFO, 6),
  WRITING_FILE(Level.INFO, 7),
  LISTED_FILE(Level.INFO, 10),
  UPLOAD_BEGINS(Level.INFO, 11),
  ASYNCHRONOUS_UPLOAD_BEGINS(Level.INFO, 12),
  UPLOAD_DONE(Level.INFO, 13),
  ASYNCHRONOUS_UPLOAD_DONE(Level.INFO, 14),
  SKIPPED_SOCKET(Level.INFO, 15);

  private final Level level;
  private final int number;

  Topic(Level level, int number) {
    this.level = level;
    this.number = number;
  }

  /** Returns the word for what an entry is, for programs. */
  static String word(ListedEntry.Kind kind) {
    return switch (kind) {
      case FILE -> "reg";
      case DIRECTORY -> "dir";
      case SYMLINK -> "sym";
      case FIFO -> "fifo";
      case CHARACTER_DEVICE -> "chr";
      case BLOCK_DEVICE -> "blk";
    };
  }

  Level level() {
    return level;
  }

  int number() {
    return number;
  }
}
