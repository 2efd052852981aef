package io.jdup.internal.restore;

import io.jdup.collection.BackupSet;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.difftar.RefusedEntryException;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.OwnerNames;
import io.jdup.internal.tree.ReadFailure;
import io.jdup.internal.tree.SourceEntry;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.internal.tree.TreeVisitor;
import io.jdup.internal.tree.TreeWalker;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.ReportedPath;
import io.jdup.report.VerifyReport;
import io.jdup.rsync.RsyncFormatException;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One verification: decodes everything that is wanted and holds it against a directory. Used once.
 *
 * <p>Metadata are always compared; content only on demand, but decoded in any case.
 */
public final class VerifyRun {
  private final ReadSettings settings;
  private final StateReading reading;
  private final Problems problems;
  private long compared;
  private long differences;

  /** Prepares a verification of {@code transport}, which stays the caller's to close. */
  public VerifyRun(ReadSettings settings, Transport transport) {
    this.settings = settings;
    this.reading = new StateReading(settings, transport);
    this.problems = new Problems(settings.listener);
  }

  /** Compares with {@code directory}, or with that file if one file is asked for. */
  public VerifyReport against(Path directory) throws IOException {
    try (var work = WorkDirectory.in(settings.tempDir)) {
      Map<BackupSet, List<VolumeInfo>> sets = reading.choose();
      Instant time = sets.keySet().stream().map(BackupSet::time).max(Instant::compareTo).get();
      try (ChainMerger state = reading.open(sets, reading.wanted(), work, problems)) {
        var collation = new Collation(state, new OwnerNames(directory.getFileSystem()));
        new TreeWalker(directory, settings.selection, settings.followLinks)
            .named(settings.selectionRoot)
            .walk(collation);
        collation.finish();
      }
      if (compared == 0 && problems.areNone()) {
        throw reading.nothingFound();
      }
      return new VerifyReport(
          time,
          compared,
          differences,
          problems.first(),
          problems.count(),
          reading.lostSets(),
          problems.damagedFiles());
    }
  }

  private void differ(EntryPath path, String difference) {
    differences++;
    settings.listener.different(ReportedPath.of(path.toBytes()), difference);
  }

  /** Walks the directory beside the state of the backup. */
  private final class Collation implements TreeVisitor {
    private final ChainMerger state;
    private final EntryDifference difference;
    private @Nullable StateEntry backup;
    private @Nullable EntryPath unreadable; // nothing is known of it and of all below it

    Collation(ChainMerger state, OwnerNames names) throws IOException {
      this.state = state;
      this.difference = new EntryDifference(names);
      this.backup = state.next();
    }

    @Override
    public void entry(SourceEntry found) throws IOException {
      EntryPath path = found.entry().path();
      passBackupBefore(path);
      StateEntry known = backup;
      if (known == null || !placeOf(known).equals(path)) {
        differ(path, "is not in the backup");
        return;
      }
      compare(known, found);
      backup = state.next();
    }

    @Override
    public void unreadable(EntryPath path, IOException why) throws IOException {
      passBackupBefore(path);
      problems.add(path, ReadFailure.reason(why));
      unreadable = path;
    }

    void finish() throws IOException {
      passBackupBefore(null);
    }

    private void passBackupBefore(@Nullable EntryPath limit) throws IOException {
      for (StateEntry known = backup;
          known != null && (limit == null || placeOf(known).compareTo(limit) < 0);
          known = backup) {
        compared++;
        if (unreadable == null || !placeOf(known).startsWith(unreadable)) {
          differ(placeOf(known), "is missing");
        }
        decode(known, OutputStream.nullOutputStream());
        backup = state.next();
      }
    }

    private EntryPath placeOf(StateEntry known) {
      return reading.wanted().placeOf(known.entry().path());
    }

    private void compare(StateEntry known, SourceEntry found) throws IOException {
      compared++;
      EntryPath path = found.entry().path();
      Optional<String> first = difference.between(known.entry(), found.entry());
      first.ifPresent(text -> differ(path, text));
      boolean bothFiles = isFile(known.entry()) && isFile(found.entry());
      if (first.isEmpty() && bothFiles && settings.compareData) {
        compareContent(known, found);
      } else {
        decode(known, OutputStream.nullOutputStream());
      }
    }

    private void compareContent(StateEntry known, SourceEntry found) throws IOException {
      EntryPath path = found.entry().path();
      FileChannel opened;
      try {
        opened = found.open();
      } catch (IOException e) {
        problems.add(path, "cannot be opened: " + ReadFailure.reason(e));
        decode(known, OutputStream.nullOutputStream());
        return;
      }
      try (FileChannel channel = opened) {
        var comparison = new ContentComparison(channel);
        boolean decoded = decode(known, comparison);
        if (comparison.failure().isPresent()) {
          problems.add(path, "cannot be read: " + comparison.failure().get().getMessage());
        } else if (decoded && !comparison.isSame()) {
          differ(path, "has other content");
        }
      }
    }

    private boolean decode(StateEntry known, OutputStream out) throws IOException {
      try {
        if (isFile(known.entry())) {
          known.content().writeTo(out);
        }
        return true;
      } catch (RsyncFormatException e) {
        problems.add(placeOf(known), "has a damaged delta: " + e.getMessage());
        return false;
      } catch (RefusedEntryException e) {
        problems.add(placeOf(known), "has a damaged piece: " + e.getMessage());
        return false;
      } catch (CorruptBackupException e) {
        problems.add(placeOf(known), "cannot be read from the backup: " + e.getMessage());
        return false;
      }
    }

    private boolean isFile(TreeEntry entry) {
      return entry.type() == EntryType.FILE;
    }
  }
}
