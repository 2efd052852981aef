package io.jdup.internal.restore;

import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.difftar.RefusedEntryException;
import io.jdup.internal.tree.EntryFailure;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.FileSink;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.internal.tree.TreeWriter;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.ListedEntry;
import io.jdup.report.ReportedPath;
import io.jdup.rsync.RsyncFormatException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Restores entry after entry, small files behind the reading thread's back. What goes wrong with
 * one is reported in the order of the entries. Not thread-safe.
 */
final class EntryRestore {
  /** What was restored and told so far. */
  static final class Totals {
    long entries;
    long leftOut; // on purpose
    long files;
    long fileBytes;
  }

  private final TreeWriter writer;
  private final WriteBehind behind;
  private final ReadSettings settings;
  private final Problems problems;
  private final Totals totals;
  private final HeldContent held = new HeldContent();

  EntryRestore(
      TreeWriter writer,
      WriteBehind behind,
      ReadSettings settings,
      Problems problems,
      Totals totals) {
    this.writer = writer;
    this.behind = behind;
    this.settings = settings;
    this.problems = problems;
    this.totals = totals;
  }

  /** Restores {@code next} at {@code place}; its content is read before this returns. */
  void restore(StateEntry next, EntryPath place) throws IOException {
    TreeEntry entry = next.entry().at(place);
    if (entry.type() != EntryType.FILE) {
      behind.add(() -> put(entry), 0);
      return;
    }
    try {
      readFile(entry, next.content());
    } catch (RsyncFormatException e) {
      report(place, "has a damaged delta and is not restored: " + e.getMessage());
    } catch (RefusedEntryException e) {
      report(place, "has a damaged piece and is not restored: " + e.getMessage());
    } catch (CorruptBackupException e) {
      report(place, "is not restored: " + e.getMessage());
    } catch (EntryFailure e) { // of a large file: small ones are written later
      behind.join();
      failed(place, e);
    }
  }

  private void report(EntryPath place, String problem) throws IOException {
    behind.add(() -> () -> problems.add(place, problem), 0);
  }

  private void readFile(TreeEntry entry, StateEntry.Content content) throws IOException {
    try (var large = new LargeFile(entry)) {
      held.begin(large);
      content.writeTo(held);
      if (held.isSmall()) {
        byte[] bytes = held.toBytes();
        behind.add(() -> writeFile(entry, bytes), bytes.length);
      } else {
        large.commit();
      }
    }
  }

  /** A file that is written as it is read, after all that stands before it. */
  private final class LargeFile implements HeldContent.Opener, AutoCloseable {
    private final TreeEntry entry;
    private @Nullable FileSink sink;

    LargeFile(TreeEntry entry) {
      this.entry = entry;
    }

    @Override
    public FileSink open() throws IOException {
      behind.join();
      FileSink opened = writer.file(entry);
      sink = opened;
      return opened;
    }

    void commit() throws IOException {
      FileSink complete = Objects.requireNonNull(sink);
      complete.commit();
      countFile(complete);
      countEntry(entry);
    }

    @Override
    public void close() throws IOException {
      if (sink != null) {
        sink.close();
      }
    }
  }

  private WriteBehind.Outcome put(TreeEntry entry) throws IOException {
    if (entry.type().isDevice() && settings.holdsPrivilegesBack()) {
      return () -> leaveOut(entry);
    }
    try {
      writer.put(entry);
      return () -> countEntry(entry);
    } catch (EntryFailure e) {
      return () -> failed(entry.path(), e);
    }
  }

  private void leaveOut(TreeEntry device) {
    totals.leftOut++;
    settings.listener.ignored(
        ReportedPath.of(device.path().toBytes()),
        "is a device, made only where a signer is demanded, or with privileges");
  }

  private WriteBehind.Outcome writeFile(TreeEntry entry, byte[] bytes) throws IOException {
    try (FileSink sink = writer.file(entry)) {
      sink.write(bytes, 0, bytes.length);
      sink.commit();
      return () -> {
        countFile(sink);
        countEntry(entry);
      };
    } catch (EntryFailure e) {
      return () -> failed(entry.path(), e);
    }
  }

  private void countFile(FileSink sink) {
    totals.files++;
    totals.fileBytes += sink.sizeBytes();
  }

  private void countEntry(TreeEntry entry) {
    totals.entries++;
    settings.listener.restored(
        ReportedPath.of(entry.path().toBytes()), ListedEntry.Kind.valueOf(entry.type().name()));
  }

  private void failed(EntryPath place, EntryFailure e) throws InterruptedIOException {
    if (e.getCause() instanceof ClosedByInterruptException) {
      var interrupted =
          new InterruptedIOException("interrupted while restoring"); // not of the file
      interrupted.initCause(e);
      throw interrupted;
    }
    problems.add(place, String.valueOf(e.getMessage()));
  }
}
