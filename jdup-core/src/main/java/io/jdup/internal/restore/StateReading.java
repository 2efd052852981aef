package io.jdup.internal.restore;

import io.jdup.collection.BackupChain;
import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.collection.ListedFile;
import io.jdup.collection.ListedFiles;
import io.jdup.collection.SetId;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.LostSets;
import io.jdup.internal.archive.ManifestSource;
import io.jdup.internal.archive.NewerSets;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.manifest.Manifest;
import io.jdup.internal.manifest.VolumeEdge;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.VolumeFetcher;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupNotFoundException;
import io.jdup.report.BackupsLostException;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.NothingRestoredException;
import io.jdup.report.PathNotInBackupException;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the sets that make up the state at a time, and opens the volumes that can hold it. */
final class StateReading {
  private final ReadSettings settings;
  private final Transport transport;
  private final VolumeDecoding decoding;
  private final RemoteFiles remote;
  private final WantedPaths wanted;
  private List<String> lostSets = List.of();
  private final ManifestSource manifests;
  private final SetSignatures signatures;

  StateReading(ReadSettings settings, Transport transport) {
    this.settings = settings;
    this.transport = transport;
    this.decoding = settings.decoding();
    this.remote = new RemoteFiles(transport, settings.naming, settings.listener);
    this.wanted = new WantedPaths(settings.paths);
    this.manifests =
        new ManifestSource(settings.archive().orElse(null), remote, decoding, settings.tempDir);
    this.signatures = new SetSignatures(settings, remote, decoding, manifests);
  }

  WantedPaths wanted() {
    return wanted;
  }

  /**
   * Returns the sets of the state, oldest first, each with the volumes that may hold what is
   * wanted.
   *
   * @throws BackupNotFoundException if there is no backup
   */
  Map<BackupSet, List<VolumeInfo>> choose() throws IOException {
    CollectionStatus status = look();
    Instant time = settings.asOf == null ? Instant.MAX : settings.asOf;
    lostSets = LostSets.before(status, time);
    BackupChain chain = status.chainFor(time).orElseThrow(() -> notFound(status));
    if (!lostSets.isEmpty()) {
      settings.listener.warning(BackupsLostException.text(lostSets));
    }
    if (time.isBefore(chain.start())) {
      settings.listener.warning(
          "there is no backup as old as " + time + "; the oldest one is taken");
    }
    List<BackupSet> sets = chain.setsAsOf(time);
    NewerSets.tell(status, sets.get(sets.size() - 1), time, settings.listener);
    return withVolumes(sets);
  }

  /**
   * Does the same with the newest state of the chain that begins with {@code full}.
   *
   * @throws BackupNotFoundException if it is gone
   */
  Map<BackupSet, List<VolumeInfo>> chooseNewestOf(SetId full) throws IOException {
    CollectionStatus status = look();
    for (BackupChain chain : status.chains()) {
      if (chain.full().id().equals(full)) {
        return withVolumes(chain.sets());
      }
    }
    throw notFound(status);
  }

  private CollectionStatus look() throws IOException {
    // Even where its copies do not count, as signers are demanded, it knows what there once was.
    Optional<ArchiveDir> known = ArchiveDir.reading(settings.archiveDir);
    CollectionStatus status =
        CollectionStatus.of(
            ArchiveDir.finishedFiles(known, settings.naming),
            ListedFiles.of(remote.names(), settings.naming));
    signatures.addAll(status);
    status.problems().forEach(problem -> settings.listener.warning(problem.message()));
    return status;
  }

  private Map<BackupSet, List<VolumeInfo>> withVolumes(List<BackupSet> sets) throws IOException {
    Map<BackupSet, List<VolumeInfo>> chosen = new LinkedHashMap<>();
    for (BackupSet set : sets) {
      Manifest manifest = manifests.any(set);
      requireWhole(set, manifest);
      chosen.put(set, withGaps(manifest).stream().filter(wanted::mayBeIn).toList());
    }
    settings.listener.volumesChosen(chosen.values().stream().mapToInt(List::size).sum());
    return chosen;
  }

  private static BackupNotFoundException notFound(CollectionStatus status) {
    List<String> lost = LostSets.before(status, Instant.MAX);
    return new BackupNotFoundException(
        lost.isEmpty()
            ? "there is no backup at the target; check its address and the file prefixes, or look"
                + " with collection-status"
            : "there is no backup at the target any more: " + BackupsLostException.text(lost));
  }

  /** Returns the sets that the chosen state lacks as the target has lost them, oldest first. */
  List<String> lostSets() {
    return lostSets;
  }

  /** Returns the signature files of {@code sets}, which were chosen; none if one has none. */
  Optional<List<ListedFile>> signaturesOf(Collection<BackupSet> sets) {
    return signatures.filesOf(sets);
  }

  // A list of changed files ends every manifest of duplicity since 0.7. In one that was cut short
  // between two volumes, only the listing tells of the others.
  private void requireWhole(BackupSet set, Manifest manifest) throws CorruptBackupException {
    List<VolumeInfo> told = manifest.volumes();
    int last = told.get(told.size() - 1).number();
    boolean cut = !manifest.isSurelyWhole() && !set.volumes().tailMap(last, false).isEmpty();
    if (cut && !settings.ignoreErrors) {
      throw new CorruptBackupException(
          "manifest of the " + set.id(),
          "it ends with volume " + last + ", and the target has further ones",
          "restore an earlier state with --time, or what the manifest tells of with"
              + " --ignore-errors");
    }
  }

  // A volume that the manifest passes over may hold what lies between its neighbours. It has no
  // hash, so it is found to be lost when its turn comes.
  private static List<VolumeInfo> withGaps(Manifest manifest) {
    List<VolumeInfo> all = new ArrayList<>();
    VolumeEdge end = VolumeEdge.of(EntryPath.ROOT);
    int expected = 1;
    for (VolumeInfo volume : manifest.volumes()) {
      if (volume.number() > expected) {
        all.add(new VolumeInfo(expected, /* start= */ end, /* end= */ volume.start(), List.of()));
      }
      all.add(volume);
      end = volume.end();
      expected = volume.number() + 1;
    }
    return all;
  }

  /**
   * Opens {@code part} of the state that {@code sets} make up. Fetched files lie in {@code work}.
   */
  ChainMerger open(
      Map<BackupSet, List<VolumeInfo>> sets,
      WantedPaths part,
      WorkDirectory work,
      Problems problems) {
    var fetcher =
        new VolumeFetcher(
            transport, decoding, work.path(), settings.ignoreErrors, settings.listener);
    List<SetCursor> cursors = new ArrayList<>();
    for (Map.Entry<BackupSet, List<VolumeInfo>> set : sets.entrySet()) {
      List<VolumeInfo> needed = set.getValue().stream().filter(part::mayBeIn).toList();
      if (!needed.isEmpty()) {
        var volumes = new SetVolumes(set.getKey(), needed, fetcher, part.paths().isEmpty());
        var lost = new LostEntries(part, () -> signatures.of(set.getKey(), work));
        cursors.add(new SetCursor(volumes, cursors.size(), part, lost, problems));
      }
    }
    return new ChainMerger(cursors, fetcher, new FilePatcher(work.path()), problems);
  }

  /** Says that the state holds nothing of what was wanted. */
  IOException nothingFound() {
    if (wanted.paths().isEmpty()) {
      return new NothingRestoredException(
          "the chosen backup holds nothing at all; look at it with list-current-files");
    }
    return new PathNotInBackupException(
        "'"
            + wanted.paths().get(0)
            + "' is not in the backup of that time; paths are relative to the source, see"
            + " list-current-files");
  }
}
