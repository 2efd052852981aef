package io.jdup.internal.restore;

import io.jdup.collection.BackupSet;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.EntryFailure;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.FileSink;
import io.jdup.internal.tree.RestoreOptions;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.internal.tree.TreeWriter;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.ReportedPath;
import io.jdup.report.RestoreReport;
import io.jdup.rsync.RsyncFormatException;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One restore, from the choice of the sets to the last directory's times. Used once. */
public final class RestoreRun {
  private final ReadSettings settings;
  private final StateReading reading;
  private final Problems problems;
  private long entries;
  private long files;
  private long fileBytes;

  /** Prepares a restore from {@code transport}, which stays the caller's to close. */
  public RestoreRun(ReadSettings settings, Transport transport) {
    this.settings = settings;
    this.reading = new StateReading(settings, transport);
    this.problems = new Problems(settings.listener);
  }

  /** Restores below {@code target}, or as {@code target} if one file is asked for. */
  public RestoreReport into(Path target) throws IOException {
    try (var writer = new TreeWriter(target, options());
        var work = WorkDirectory.in(settings.tempDir)) {
      Map<BackupSet, List<VolumeInfo>> sets = reading.choose();
      Instant time = sets.keySet().stream().map(BackupSet::time).max(Instant::compareTo).get();
      if (settings.dryRun) {
        tellVolumes(sets);
        return report(time);
      }
      try (ChainMerger state = reading.open(sets, work, problems)) {
        for (StateEntry next = state.next(); next != null; next = state.next()) {
          restore(next, writer);
        }
      }
      if (entries == 0 && problems.count() == 0) {
        throw reading.nothingFound();
      }
      for (IOException failure : writer.finish()) {
        problems.add(EntryPath.ROOT, String.valueOf(failure.getMessage()));
      }
      return report(time);
    }
  }

  private RestoreOptions options() {
    var owners =
        settings.withoutOwners
            ? RestoreOptions.Owners.NONE
            : settings.numericOwners
                ? RestoreOptions.Owners.NUMERIC
                : RestoreOptions.Owners.NAMES_WIN;
    return new RestoreOptions(owners, settings.overwrite);
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

  private void restore(StateEntry next, TreeWriter writer) throws IOException {
    TreeEntry entry = next.entry().at(placeOf(next.entry().path()));
    try {
      if (entry.type() == EntryType.FILE) {
        try (FileSink sink = writer.file(entry)) {
          next.content().writeTo(sink);
          sink.commit();
          fileBytes += sink.sizeBytes();
        }
        files++;
      } else {
        writer.put(entry);
      }
      entries++;
      settings.listener.added(ReportedPath.of(entry.path().toBytes()));
    } catch (RsyncFormatException e) {
      problems.add(entry.path(), "has a damaged delta and is not restored: " + e.getMessage());
    } catch (EntryFailure e) {
      problems.add(entry.path(), String.valueOf(e.getMessage()));
    }
  }

  private EntryPath placeOf(EntryPath path) {
    EntryPath place = reading.wanted().placeOf(path);
    for (Map.Entry<EntryPath, EntryPath> rename : settings.renames.entrySet()) {
      if (place.startsWith(rename.getKey())) {
        return place.relativeTo(rename.getKey()).below(rename.getValue());
      }
    }
    return place;
  }

  private RestoreReport report(Instant time) {
    return new RestoreReport(time, entries, files, fileBytes, problems.first(), problems.count());
  }
}
