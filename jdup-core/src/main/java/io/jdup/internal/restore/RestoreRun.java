package io.jdup.internal.restore;

import io.jdup.collection.BackupSet;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.difftar.RefusedEntryException;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.EntryFailure;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.FileSink;
import io.jdup.internal.tree.RestoreOptions;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.internal.tree.TreeWriter;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.ReportedPath;
import io.jdup.report.RestoreReport;
import io.jdup.rsync.RsyncFormatException;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One restore, from the choice of the sets to the last directory's times. Used once. */
public final class RestoreRun {
  private final ReadSettings settings;
  private final StateReading reading;
  private final Problems problems;
  private final Renames renames;
  private long entries;
  private long files;
  private long fileBytes;

  /** Prepares a restore from {@code transport}, which stays the caller's to close. */
  public RestoreRun(ReadSettings settings, Transport transport) {
    this.settings = settings;
    this.reading = new StateReading(settings, transport);
    this.problems = new Problems(settings.listener);
    this.renames = new Renames(settings.renames);
  }

  /** Restores below {@code target}, or as {@code target} if one file is asked for. */
  public RestoreReport into(Path target) throws IOException {
    try (var first = new TreeWriter(target, options(settings.overwrite));
        var work = WorkDirectory.in(settings.tempDir)) {
      Map<BackupSet, List<VolumeInfo>> sets = reading.choose();
      Instant time = sets.keySet().stream().map(BackupSet::time).max(Instant::compareTo).get();
      if (settings.dryRun) {
        tellVolumes(sets);
        return report(time);
      }
      TreeWriter writer = first;
      for (EntryPath old : renames.oldPlaces()) {
        ChainMerger part = reading.open(sets, reading.wanted().partAt(old), work, problems);
        restoreAll(part, Optional.of(old), writer);
        writer = new TreeWriter(target, options(true));
      }
      try (TreeWriter last = writer) {
        restoreAll(reading.open(sets, reading.wanted(), work, problems), Optional.empty(), last);
      }
      if (entries == 0 && problems.count() == 0) {
        throw reading.nothingFound();
      }
      return report(time);
    }
  }

  // A writer takes entries in path order, which what is renamed leaves. So each rename is a pass of
  // its own; the rest comes last, because it sets the times of the directories.
  private void restoreAll(ChainMerger merger, Optional<EntryPath> rule, TreeWriter writer)
      throws IOException {
    try (ChainMerger state = merger;
        TreeWriter closing = writer) {
      for (StateEntry next = state.next(); next != null; next = state.next()) {
        EntryPath path = next.entry().path();
        EntryPath place = reading.wanted().placeOf(path);
        if (reading.wanted().include(path) && renames.ruleFor(place).equals(rule)) {
          restore(next, renames.apply(place), closing);
        }
      }
      for (IOException failure : closing.finish()) {
        problems.add(EntryPath.ROOT, String.valueOf(failure.getMessage()));
      }
      if (closing.ownersNotSet() > 0) {
        settings.listener.warning(
            closing.ownersNotSet()
                + " entries did not get their owners, as only root may give files away; restore as"
                + " root, or leave owners out");
      }
    }
  }

  private RestoreOptions options(boolean overwrite) {
    var owners =
        settings.withoutOwners
            ? RestoreOptions.Owners.NONE
            : settings.numericOwners
                ? RestoreOptions.Owners.NUMERIC
                : RestoreOptions.Owners.NAMES_WIN;
    return new RestoreOptions(owners, overwrite);
  }

  private void tellVolumes(Map<BackupSet, List<VolumeInfo>> sets) {
    for (Map.Entry<BackupSet, List<VolumeInfo>> set : sets.entrySet()) {
      for (VolumeInfo volume : set.getValue()) {
        var file = set.getKey().volumes().get(volume.number());
        settings.listener.progress(
            file == null
                ? "missing: volume " + volume.number() + " of the " + set.getKey().id()
                : file.name());
      }
    }
  }

  private void restore(StateEntry next, EntryPath place, TreeWriter writer) throws IOException {
    TreeEntry entry = next.entry().at(place);
    try {
      write(entry, next.content(), writer);
      entries++;
      settings.listener.added(ReportedPath.of(place.toBytes()));
    } catch (RsyncFormatException e) {
      problems.add(place, "has a damaged delta and is not restored: " + e.getMessage());
    } catch (RefusedEntryException e) {
      problems.add(place, "has a damaged piece and is not restored: " + e.getMessage());
    } catch (CorruptBackupException e) {
      if (!settings.ignoreErrors) {
        throw e;
      }
      problems.add(place, "is not restored: " + e.getMessage());
    } catch (EntryFailure e) {
      if (e.getCause() instanceof ClosedByInterruptException) {
        throw interrupted(e); // the end of the run, not of the file
      }
      problems.add(place, String.valueOf(e.getMessage()));
    }
  }

  private void write(TreeEntry entry, StateEntry.Content content, TreeWriter writer)
      throws IOException {
    if (entry.type() != EntryType.FILE) {
      writer.put(entry);
      return;
    }
    try (FileSink sink = writer.file(entry)) {
      content.writeTo(sink);
      sink.commit();
      fileBytes += sink.sizeBytes();
    }
    files++;
  }

  private static InterruptedIOException interrupted(IOException cause) {
    var interrupted = new InterruptedIOException("interrupted while restoring");
    interrupted.initCause(cause);
    return interrupted;
  }

  private RestoreReport report(Instant time) {
    return new RestoreReport(time, entries, files, fileBytes, problems.first(), problems.count());
  }
}
