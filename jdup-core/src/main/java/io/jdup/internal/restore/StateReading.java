package io.jdup.internal.restore;

import io.jdup.collection.BackupChain;
import io.jdup.collection.BackupSet;
import io.jdup.collection.CollectionStatus;
import io.jdup.internal.archive.ArchiveDir;
import io.jdup.internal.archive.ManifestSource;
import io.jdup.internal.archive.ReadSettings;
import io.jdup.internal.manifest.Manifest;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.volume.RemoteFiles;
import io.jdup.internal.volume.VolumeDecoding;
import io.jdup.internal.volume.VolumeFetcher;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.BackupNotFoundException;
import io.jdup.report.NothingRestoredException;
import io.jdup.report.PathNotInBackupException;
import io.jdup.transport.Transport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
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

  StateReading(ReadSettings settings, Transport transport) {
    this.settings = settings;
    this.transport = transport;
    this.decoding = new VolumeDecoding(settings.decryptor);
    this.remote = new RemoteFiles(transport, settings.naming, settings.listener);
    this.wanted = new WantedPaths(settings.paths);
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
    Optional<ArchiveDir> archive = ArchiveDir.reading(settings.archiveDir);
    List<String> localNames = archive.isPresent() ? archive.get().names() : List.of();
    CollectionStatus status =
        CollectionStatus.of(finished(localNames), remote.names(), settings.naming);
    status.problems().forEach(problem -> settings.listener.warning(problem.message()));
    Instant time = settings.asOf == null ? Instant.MAX : settings.asOf;
    BackupChain chain =
        status
            .chainFor(time)
            .orElseThrow(
                () ->
                    new BackupNotFoundException(
                        "there is no backup at the target; check its address and the file"
                            + " prefixes, or look with collection-status"));
    if (time.isBefore(chain.start())) {
      settings.listener.warning(
          "there is no backup as old as " + time + "; the oldest one is taken");
    }
    var manifests = new ManifestSource(archive.orElse(null), remote, decoding, settings.tempDir);
    Map<BackupSet, List<VolumeInfo>> chosen = new LinkedHashMap<>();
    for (BackupSet set : chain.setsAsOf(time)) {
      Manifest manifest = manifests.any(set);
      chosen.put(set, manifest.volumes().stream().filter(wanted::mayBeIn).toList());
    }
    return chosen;
  }

  // A set whose manifest is still being written is not a backup yet.
  private List<String> finished(List<String> localNames) {
    return localNames.stream()
        .filter(name -> settings.naming.parse(name).filter(file -> !file.partial()).isPresent())
        .toList();
  }

  /** Opens the state that {@code sets} make up. Fetched files lie in {@code work}. */
  ChainMerger open(Map<BackupSet, List<VolumeInfo>> sets, WorkDirectory work, Problems problems) {
    var fetcher = new VolumeFetcher(transport, decoding, work.path(), settings.listener);
    List<SetCursor> cursors = new ArrayList<>();
    for (Map.Entry<BackupSet, List<VolumeInfo>> set : sets.entrySet()) {
      if (!set.getValue().isEmpty()) {
        var volumes =
            new SetVolumes(set.getKey(), set.getValue(), fetcher, settings.ignoreErrors, problems);
        cursors.add(new SetCursor(volumes, cursors.size(), wanted, problems));
      }
    }
    return new ChainMerger(cursors, new FilePatcher(work.path()), problems);
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
