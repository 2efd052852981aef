package io.jdup.internal.backup;

import io.jdup.internal.diff.DiffCounts;
import io.jdup.report.SourceGoneException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much of what the last backup knew may be gone before a run stops: a disk that is not mounted
 * leaves an empty directory, and a set that says that all is deleted outlives the good ones when
 * old backups are removed.
 *
 * @param percent how much of the known entries; 100 for any
 * @param fromEntries how many must be known for that; if all is gone, one is enough
 */
public record DeletionLimit(int percent, long fromEntries) {
  /**
   * Few trees of some size lose nine tenths of their entries between two backups, and many small
   * ones are emptied from time to time but for a few.
   */
  public static final DeletionLimit DEFAULT = new DeletionLimit(90, 100);

  private static final int ALL = 100;

  /** Returns a limit of {@code percent}, 0 to 100, however few entries are known. */
  public static DeletionLimit of(int percent) {
    if (percent < 0 || percent > ALL) {
      throw new IllegalArgumentException("a share is 0 to 100 percent, not " + percent);
    }
    return new DeletionLimit(percent, 1);
  }

  /**
   * Makes sure that {@code source} holds something, before a set is gone on with that holds some of
   * it: to find each file of that gone would make the run give up what is stored.
   *
   * @throws SourceGoneException if it is an empty directory
   */
  void requireEntries(Path source) throws IOException {
    if (percent == ALL || !Files.isDirectory(source)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(source)) {
      if (!entries.iterator().hasNext()) {
        throw new SourceGoneException(0, 0, nothing(source));
      }
    }
  }

  /**
   * Makes sure that {@code counts} of {@code source} keep to this.
   *
   * @param takesOver whether they are of a full backup where there is one already, or a part of one
   * @throws SourceGoneException if they do not
   */
  void check(DiffCounts counts, Path source, boolean takesOver) throws SourceGoneException {
    if (percent == ALL) {
      return;
    }
    long gone = counts.deletedFiles();
    long known = counts.knownEntries();
    boolean empty = counts.sourceFiles() <= 1 && counts.errors() == 0;
    if (empty && (gone > 0 || takesOver && Files.isDirectory(source))) {
      throw new SourceGoneException(gone, known, nothing(source));
    }
    if (known >= fromEntries && gone * ALL > percent * known) {
      throw new SourceGoneException(
          gone,
          known,
          (gone + " of the " + known + " entries that the last backup had are gone from '")
              + (source + "', more than " + percent + " %; check that all of it is mounted, and")
              + " what is included and excluded; if it is to be so, say --max-deleted 100");
    }
  }

  private static String nothing(Path source) {
    return "nothing of '"
        + source
        + "' is there to back up, where there was before; check that it is mounted; if it is to be"
        + " so, say --max-deleted 100";
  }
}
