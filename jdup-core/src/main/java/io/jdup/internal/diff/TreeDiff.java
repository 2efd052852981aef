package io.jdup.internal.diff;

import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.difftar.DifftarWriter;
import io.jdup.internal.difftar.SigtarWriter;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.OwnerNames;
import io.jdup.internal.tree.ReadFailure;
import io.jdup.internal.tree.SourceEntry;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.internal.tree.TreeVisitor;
import io.jdup.report.CorruptBackupException;
import io.jdup.rsync.RsyncFormatException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Holds a tree, as it is walked, against what the last backup knew, and stores what differs.
 *
 * <p>What cannot be read keeps its old state: it is reported, and stored neither as changed nor as
 * deleted. Not thread-safe.
 */
public final class TreeDiff implements TreeVisitor {
  private static final int READINGS = 3; // of a small file that changes each time

  private final KnownSignatures known;
  private final EntryComparison comparison;
  private final DifftarWriter difftar;
  private final SigtarWriter sigtar;
  private final FileRecorder files;
  private final DiffEvents events;

  private @Nullable EntryPath unreadable; // its known entries, and all below it, stay as they are
  private long sourceFiles;
  private long sourceBytes;
  private long newFiles;
  private long newBytes;
  private long deletedFiles;
  private long changedFiles;
  private long changedBytes;
  private long rawBytes;
  private long errors;
  private long knownEntries; // without the root

  /**
   * Compares with {@code known} and stores through {@code difftar} and {@code sigtar}; block
   * lengths of signatures are at most {@code maxBlockLength} bytes. {@code workers} may help.
   */
  public TreeDiff(
      KnownSignatures known,
      OwnerNames names,
      DifftarWriter difftar,
      SigtarWriter sigtar,
      int maxBlockLength,
      TaskScope workers,
      DiffEvents events) {
    this.known = known;
    this.comparison = new EntryComparison(names);
    this.difftar = difftar;
    this.sigtar = sigtar;
    this.files = new FileRecorder(difftar, sigtar, maxBlockLength, workers);
    this.events = events;
  }

  @Override
  public void entry(SourceEntry source) throws IOException {
    TreeEntry found = source.entry();
    passed(found);
    passKnownBefore(found.path());
    TreeEntry old = known.current();
    if (old == null || !old.path().equals(found.path())) {
      store(source, null);
    } else {
      if (comparison.differs(old, found)) {
        store(source, old);
      }
      pass(old);
    }
  }

  /** Counts {@code found}, an entry that is not to be compared. */
  public void passed(TreeEntry found) {
    sourceFiles++;
    sourceBytes += found.type() == EntryType.FILE ? found.sizeBytes() : 0;
  }

  /**
   * Stores the known entries that come next as deleted, as long as they are below {@code top} or
   * are that itself.
   */
  public void deleteKnown(EntryPath top) throws IOException {
    for (TreeEntry old = known.current();
        old != null && old.path().startsWith(top);
        old = known.current()) {
      delete(old);
      pass(old);
    }
  }

  @Override
  public void unreadable(EntryPath path, IOException why) throws IOException {
    passKnownBefore(path);
    fail(path, ReadFailure.reason(why));
    unreadable = path;
  }

  /**
   * Passes on that something is left out for what it is.
   *
   * @throws IOException if it is the root: a set without its root cannot be restored by duplicity
   */
  @Override
  public void skipped(EntryPath path, String why) throws IOException {
    if (path.isRoot()) {
      throw new IOException(
          "the source itself cannot be backed up: " + why + "; choose a directory or a file");
    }
    events.ignored(path, why);
  }

  /** Stores what is left as deleted; returns the counts. */
  public DiffCounts finish() throws IOException {
    passKnownBefore(null);
    return new DiffCounts(
        sourceFiles,
        sourceBytes,
        newFiles,
        newBytes,
        deletedFiles,
        changedFiles,
        changedBytes,
        rawBytes,
        errors,
        knownEntries);
  }

  private void passKnownBefore(@Nullable EntryPath limit) throws IOException {
    for (TreeEntry old = known.current();
        old != null && (limit == null || old.path().compareTo(limit) < 0);
        old = known.current()) {
      if (!isKept(old.path())) {
        delete(old);
      }
      pass(old);
    }
  }

  private void pass(TreeEntry old) throws IOException {
    knownEntries += old.path().isRoot() ? 0 : 1;
    known.next();
  }

  private boolean isKept(EntryPath path) {
    return unreadable != null && path.startsWith(unreadable);
  }

  private void delete(TreeEntry old) throws IOException {
    if (old.path().isRoot()) {
      throw new AssertionError("a walk that found no root must not end in a diff");
    }
    difftar.deleted(old.path());
    sigtar.deleted(old.path());
    deletedFiles++;
    events.deleted(old);
  }

  private void store(SourceEntry looked, @Nullable TreeEntry old) throws IOException {
    TreeEntry found = looked.entry();
    if (found.type() != EntryType.FILE) {
      difftar.snapshotWithoutBody(found);
      sigtar.entry(found);
      count(found, old, old == null || old.type() != found.type());
      return;
    }
    boolean whole = old == null || old.type() != EntryType.FILE;
    int reading = 1;
    while (!isStored(looked, old, whole, reading)) {
      reading++; // a small one, of which nothing has gone out yet
    }
  }

  /** Stores the file, or sees to it that it keeps its old state; false if it changed meanwhile. */
  private boolean isStored(SourceEntry looked, @Nullable TreeEntry old, boolean whole, int reading)
      throws IOException {
    SourceEntry.Opened opened = open(looked);
    if (opened == null) {
      return true;
    }
    try (FileChannel channel = opened.channel()) {
      SourceEntry source = opened.source();
      // the old signature can be read once; what is that small may well be stored whole
      FileRecorder.Recorded recorded =
          whole || reading > 1
              ? files.snapshot(source, channel, reading == READINGS)
              : diff(source, channel);
      if (recorded == null) {
        return false;
      }
      rawBytes += recorded.rawBytes();
      count(source.entry(), old, whole);
      if (recorded.problem() != null) {
        fail(source.entry().path(), recorded.problem());
      }
      return true;
    }
  }

  private FileRecorder.@Nullable Recorded diff(SourceEntry source, FileChannel channel)
      throws IOException {
    try {
      return files.diff(source, channel, known.signature());
    } catch (RsyncFormatException e) {
      throw new CorruptBackupException(
          known.fileName(),
          "the signature of '" + source.entry().path() + "' cannot be used: " + e.getMessage(),
          "make a full backup",
          e);
    }
  }

  private SourceEntry.@Nullable Opened open(SourceEntry source) throws IOException {
    SourceEntry.Opened opened;
    try {
      opened = source.openAsItIs();
    } catch (IOException e) {
      keep(source, "cannot be opened: ", e);
      return null;
    }
    try {
      files.begin(opened.source(), opened.channel());
      return opened;
    } catch (InterruptedIOException e) {
      opened.channel().close();
      throw e;
    } catch (IOException e) {
      opened.channel().close();
      keep(source, "cannot be read: ", e);
      return null;
    }
  }

  private void keep(SourceEntry source, String why, IOException e) throws IOException {
    EntryPath path = source.entry().path();
    if (path.isRoot()) {
      throw e; // there would be nothing in the set at all
    }
    fail(path, why + ReadFailure.reason(e));
    unreadable = path;
  }

  private void count(TreeEntry entry, @Nullable TreeEntry old, boolean whole) throws IOException {
    long bytes = entry.type() == EntryType.FILE ? entry.sizeBytes() : 0;
    if (old == null) {
      newFiles++;
      newBytes += bytes;
    } else {
      changedFiles++;
      changedBytes += bytes;
    }
    events.stored(entry, whole);
  }

  private void fail(EntryPath path, String reason) {
    errors++;
    events.skipped(path, reason);
  }
}
