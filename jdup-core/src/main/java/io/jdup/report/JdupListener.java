package io.jdup.report;

/**
 * Hears what a run does while it goes. All methods do nothing unless overridden; they are called by
 * the thread that runs the backup or restore, except {@link #volumeStarted} and {@link
 * #volumeStored}, which background threads call, one at a time. An exception thrown here ends the
 * run.
 */
public interface JdupListener {
  /** A listener that hears nothing. */
  JdupListener SILENT = new JdupListener() {};

  /** A path is stored whole because it is new or its type changed, or was restored or listed. */
  default void added(ReportedPath path) {}

  /** An entry was restored; like {@link #added}, which it calls unless overridden. */
  default void restored(ReportedPath path, ListedEntry.Kind kind) {
    added(path);
  }

  /** A path that the last backup knew differs; of a file, the difference is stored. */
  default void changed(ReportedPath path) {}

  /** A path that the last backup knew is gone. */
  default void deleted(ReportedPath path) {}

  /**
   * A path could not be read, restored or compared; the run goes on and ends with errors. {@code
   * reason} is a sentence for people.
   */
  default void skipped(ReportedPath path, String reason) {}

  /**
   * The volume {@code fileName} is missing or damaged; the run goes on with what does not need it,
   * and ends with errors. {@code problem} is a sentence for people that names it.
   */
  default void volumeLost(String fileName, String problem) {}

  /** A path is left out on purpose, such as a socket; not an error. */
  default void ignored(ReportedPath path, String reason) {}

  /** A volume is going to be stored remotely; {@link #volumeStored} tells when it is. */
  default void volumeStarted(String fileName) {}

  /** A volume, signature file or manifest was stored remotely and confirmed. */
  default void volumeStored(String fileName, long sizeBytes) {}

  /** A restore or verification may need as many volumes as {@code count}. */
  default void volumesChosen(int count) {}

  /** A volume was fetched and found undamaged. */
  default void volumeFetched(String fileName) {}

  /** A file was deleted at the target. */
  default void fileDeleted(String fileName) {}

  /**
   * A check found the file {@code name} at the target, or what a path of the backup holds, missing
   * or damaged; it goes on. {@code problem} is a sentence for people.
   */
  default void damaged(String name, String problem) {}

  /** Restored or verified content differs from what was expected there. */
  default void different(ReportedPath path, String difference) {}

  /**
   * The source of a backup that is to be measured first has {@code entries}, and the files among
   * them {@code bytes}.
   */
  default void measured(long entries, long bytes) {}

  /**
   * A backup is done with {@code entries} of its source and {@code bytes} of the files; said for
   * every entry, and within large files. If the source was measured and changes meanwhile, the end
   * may be reached at other numbers.
   */
  default void reached(long entries, long bytes) {}

  /** A step of the run, for people who watch: what is done now. */
  default void progress(String message) {}

  /** Something is odd and does not stop the run; {@code message} says what and what to do. */
  default void warning(String message) {}
}
