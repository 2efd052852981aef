package io.jdup.internal.tree;

import io.jdup.report.RestoreTargetNotEmptyException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree back, entry by entry in format order. An entry that cannot be written fails with an
 * {@code IOException} that names it, and the writer goes on with the next; what a failed directory
 * holds fails as well.
 *
 * <p>Nothing is ever written outside the target or through a symlink, whether the archive or
 * someone else made it: each directory is held open while entries are put into it. Everything but
 * directories gets its name only when complete. Directories get their owner, mode and time when the
 * next entry lies outside them, and are their owner's alone until then; so are, for good,
 * directories that the archive lacks an entry for.
 *
 * <p>With leave to overwrite, what is not in the way stays; files, links and devices give way to
 * whatever the archive has in their place, and so do empty directories.
 *
 * <p>Not thread-safe. Source: format specification sections 10.2 to 10.4.
 */
public final class TreeWriter implements Closeable {
  private final MetadataWriter metadata;
  private final DirectoryStack directories;
  private final EntryPlacer placer;
  private @Nullable EntryPath previous;
  private @Nullable EntryPath failedDirectory;
  private @Nullable FileSink sink;

  /**
   * Prepares to write to {@code target}, which is made, with the directories above it, when the
   * first entry comes. If the entry for the root is no directory, the target becomes that entry.
   *
   * @throws RestoreTargetNotEmptyException if there is something already, more than an empty
   *     directory, and {@code options} do not allow overwriting
   */
  public TreeWriter(Path target, RestoreOptions options) throws IOException {
    boolean directory = Files.isDirectory(target);
    if (!options.overwrite() && !(directory ? isEmpty(target) : isMissing(target))) {
      throw new RestoreTargetNotEmptyException(target.toString());
    }
    this.metadata = new MetadataWriter(new OwnerNames(target.getFileSystem()), options);
    // The caller may name the target by a link. From here on, no link is followed.
    Path place = directory ? target.toRealPath() : target.toAbsolutePath();
    this.directories = new DirectoryStack(place, options.overwrite(), metadata);
    this.placer = new EntryPlacer(options.overwrite(), metadata);
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }

  private static boolean isMissing(Path target) {
    return !Files.exists(target, LinkOption.NOFOLLOW_LINKS);
  }

  /** Writes an entry that is no regular file. */
  public void put(TreeEntry entry) throws IOException {
    if (entry.type() == EntryType.FILE) {
      throw new IllegalArgumentException("a regular file has content, use file: " + entry.path());
    }
    begin(entry.path());
    try {
      if (entry.type() == EntryType.DIRECTORY) {
        failedDirectory = entry.path(); // until it has not failed
        directories.enter(entry);
        failedDirectory = null;
      } else {
        OpenDirectory parent = directories.parentOf(entry.path());
        placer.place(entry, parent, directories.nameOf(entry.path()));
      }
    } catch (IOException e) {
      throw EntryFailure.of(entry.path(), e);
    }
  }

  /**
   * Begins to write a regular file. Its content goes to the sink, which the caller commits, and
   * closes before the next entry.
   */
  public FileSink file(TreeEntry entry) throws IOException {
    if (entry.type() != EntryType.FILE) {
      throw new IllegalArgumentException("not a regular file: " + entry.path());
    }
    begin(entry.path());
    try {
      OpenDirectory parent = directories.parentOf(entry.path());
      sink = placer.begin(entry, parent, directories.nameOf(entry.path()));
      return sink;
    } catch (IOException e) {
      throw EntryFailure.of(entry.path(), e);
    }
  }

  private void begin(EntryPath path) throws IOException {
    checkNoFileIsOpen();
    if (previous != null && path.compareTo(previous) <= 0) {
      throw EntryFailure.of(path, "it is out of order, after '" + previous + "'");
    }
    previous = path;
    if (failedDirectory != null && path.startsWith(failedDirectory)) {
      throw EntryFailure.of(path, "its directory '" + failedDirectory + "' was not restored");
    }
  }

  private void checkNoFileIsOpen() {
    if (sink != null && !sink.isEnded()) {
      throw new IllegalStateException("the file '" + previous + "' is not closed yet");
    }
  }

  /**
   * Sets the attributes of the directories that are still open. Returns what went wrong in setting
   * those of any directory; each failure names its directory, and all else was restored.
   */
  public List<IOException> finish() {
    checkNoFileIsOpen();
    return directories.leaveAll();
  }

  /**
   * Returns how many entries did not get their owner because only root may give files away. Their
   * setuid and setgid bits were not set either.
   */
  public long ownersNotSet() {
    return metadata.ownersNotSet();
  }

  /** Returns how many files did not get their setuid or setgid bits, as that was not wanted. */
  public long unprivileged() {
    return metadata.unprivileged();
  }

  /** Releases the target; directories that are still open stay as they are. */
  @Override
  public void close() throws IOException {
    directories.close();
  }
}
