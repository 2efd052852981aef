package io.jdup.internal.restore;

import io.jdup.collection.BackupSet;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.RestoreOptions;
import io.jdup.internal.tree.TreeWriter;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.RestoreReport;
import io.jdup.transport.Transport;
import java.io.IOException;
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
  private final EntryRestore.Totals totals = new EntryRestore.Totals();

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
      if (totals.entries == 0 && totals.leftOut == 0 && problems.areNone()) {
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
        TreeWriter closing = writer;
        var behind = new WriteBehind()) {
      var entries = new EntryRestore(closing, behind, settings, problems, totals);
      try {
        restoreEach(state, rule, entries);
      } catch (IOException e) {
        behind.finish(e);
        throw e;
      }
      behind.join();
      for (IOException failure : closing.finish()) {
        problems.add(EntryPath.ROOT, String.valueOf(failure.getMessage()));
      }
      if (closing.ownersNotSet() > 0) {
        settings.listener.warning(
            closing.ownersNotSet()
                + " entries did not get their owners, as only root may give files away; restore as"
                + " root, or leave owners out");
      }
      if (closing.unprivileged() > 0) {
        settings.listener.warning(
            closing.unprivileged()
                + " files did not get their setuid or setgid bits, as nobody knows who set them:"
                + " demand a signer, or, if you trust all who can write to the backup, restore with"
                + " privileges");
      }
    }
  }

  private void restoreEach(ChainMerger state, Optional<EntryPath> rule, EntryRestore entries)
      throws IOException {
    for (StateEntry next = state.next(); next != null; next = state.next()) {
      EntryPath path = next.entry().path();
      EntryPath place = reading.wanted().placeOf(path);
      if (reading.wanted().include(path) && renames.ruleFor(place).equals(rule)) {
        entries.restore(next, renames.apply(place));
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
    return new RestoreOptions(owners, overwrite, !settings.holdsPrivilegesBack());
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

  private RestoreReport report(Instant time) {
    return new RestoreReport(
        time,
        totals.entries,
        totals.files,
        totals.fileBytes,
        problems.first(),
        problems.count(),
        reading.lostSets(),
        problems.damagedFiles());
  }
}
