package io.jdup.collection;

import io.jdup.collection.BackupFileName.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of one run: volumes and manifest at the remote place, with what the archive directory
 * has of the manifest. Signature files are not part of it; {@link SignatureChain} has them.
 *
 * <p>Immutable. Names are as listed. Volumes may be missing: only a manifest is needed for a set to
 * count as complete. Source: format specification section 7.2.
 */
public final class BackupSet {
  private final SetId id;
  private final NavigableMap<Integer, ListedFile> volumes;
  private final List<ListedFile> remoteManifests; // the one to use first
  private final List<ListedFile> remoteStatistics; // the one to use first
  private final List<ListedFile> localFiles; // manifests, final before partial, and statistics
  private final List<ListedFile> surplusFiles; // second volumes of one number, remote partial files

  BackupSet(
      SetId id,
      NavigableMap<Integer, ListedFile> volumes,
      List<ListedFile> remoteManifests,
      List<ListedFile> remoteStatistics,
      List<ListedFile> localFiles,
      List<ListedFile> surplusFiles) {
    this.id = id;
    this.volumes = Collections.unmodifiableNavigableMap(volumes);
    this.remoteManifests = List.copyOf(remoteManifests);
    this.remoteStatistics = List.copyOf(remoteStatistics);
    this.localFiles = List.copyOf(localFiles);
    this.surplusFiles = List.copyOf(surplusFiles);
  }

  public SetId id() {
    return id;
  }

  /** Returns when the run that made the set started. */
  public Instant time() {
    return id.time();
  }

  public boolean isFull() {
    return id.isFull();
  }

  /** Returns the remote volumes by number. */
  public NavigableMap<Integer, ListedFile> volumes() {
    return volumes;
  }

  /**
   * Returns the remote files that claim to be volume {@code number}, the one of {@link #volumes}
   * first. A copy under another name may have another encoding in its name than in its bytes.
   */
  public List<ListedFile> volumeFiles(int number) {
    return Stream.concat(Stream.ofNullable(volumes.get(number)), surplus(Kind.VOLUME))
        .filter(file -> file.meaning().volumeNumber() == number)
        .toList();
  }

  /** Returns the remote files that claim to be the manifest, that of {@link #manifest} first. */
  public List<ListedFile> manifestFiles() {
    return remoteManifests;
  }

  /** Returns the remote manifest. */
  public Optional<ListedFile> manifest() {
    return remoteManifests.isEmpty() ? Optional.empty() : Optional.of(remoteManifests.get(0));
  }

  /** Returns the finished manifest in the archive directory. */
  public Optional<ListedFile> localManifest() {
    return localManifest(false);
  }

  /** Returns the manifest that an interrupted run left in the archive directory. */
  public Optional<ListedFile> localPartialManifest() {
    return localManifest(true);
  }

  private Optional<ListedFile> localManifest(boolean partial) {
    for (ListedFile file : localFiles) {
      if (file.meaning().kind() == Kind.MANIFEST && file.meaning().partial() == partial) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** Returns the remote statistics of the run that made the set; few sets have them. */
  public Optional<ListedFile> statistics() {
    return remoteStatistics.stream().findFirst();
  }

  /** Returns the copy of {@link #statistics} in the archive directory. */
  public Optional<ListedFile> localStatistics() {
    return localFiles.stream().filter(file -> file.meaning().kind() == Kind.STATISTICS).findFirst();
  }

  /** Returns whether the set has a manifest, be it one that an interrupted run left here. */
  public boolean isComplete() {
    return !remoteManifests.isEmpty() || localPartialManifest().isPresent();
  }

  /** Returns whether the set's run was interrupted and can be resumed from here. */
  public boolean isPartial() {
    return remoteManifests.isEmpty() && localPartialManifest().isPresent();
  }

  /** Returns the volumes that are not there although one with a higher number is. */
  public List<VolumeRange> missingVolumes() {
    List<VolumeRange> missing = new ArrayList<>();
    int next = 1;
    for (int number : volumes.keySet()) {
      if (number > next) {
        missing.add(new VolumeRange(next, number - 1));
      }
      next = number + 1;
    }
    return missing;
  }

  /**
   * Returns the names of all remote files of the set: volumes by number, manifests, statistics,
   * surplus ones.
   */
  public List<String> remoteNames() {
    return Stream.of(volumes.values(), remoteManifests, remoteStatistics, surplusFiles)
        .flatMap(Collection::stream)
        .map(ListedFile::name)
        .toList();
  }

  /** Returns the names of all remote manifests, those too that do not count. */
  List<String> remoteManifestNames() {
    return Stream.concat(remoteManifests.stream(), surplus(Kind.MANIFEST))
        .map(ListedFile::name)
        .toList();
  }

  /** Returns the names of all remote volumes, the last first. */
  List<String> remoteVolumeNames() {
    return Stream.concat(surplus(Kind.VOLUME), volumes.descendingMap().values().stream())
        .map(ListedFile::name)
        .toList();
  }

  List<String> remoteStatisticsNames() {
    return remoteStatistics.stream().map(ListedFile::name).toList();
  }

  private Stream<ListedFile> surplus(Kind kind) {
    return surplusFiles.stream().filter(file -> file.meaning().kind() == kind);
  }

  /** Returns the names of all manifests and statistics of the set in the archive directory. */
  public List<String> localNames() {
    return localFiles.stream().map(ListedFile::name).toList();
  }

  /** Returns the set for people, as {@code full 20231114T221320Z (3 volumes)}. */
  @Override
  public String toString() {
    return id + " (" + volumes.size() + (volumes.size() == 1 ? " volume)" : " volumes)");
  }
}
