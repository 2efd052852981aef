package io.jdup.collection;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of one backup set that are to be deleted, in the order of the components.
 *
 * <p>A set exists as long as its manifest does, with all that a restore needs; after that, what is
 * left of it is an incomplete set. That of an interrupted run exists by the partial manifest in the
 * archive directory, so this one goes first; a finished manifest there is only a copy.
 *
 * @param set whose files they are
 * @param localManifests manifests and statistics in the archive directory
 * @param remoteSignatures signature files at the remote place
 * @param localSignatures signature files in the archive directory
 * @param remoteManifests manifests at the remote place
 * @param volumes volumes at the remote place, the last first, then statistics
 */
public record SetFiles(
    SetId set,
    List<String> localManifests,
    List<String> remoteSignatures,
    List<String> localSignatures,
    List<String> remoteManifests,
    List<String> volumes) {
  public SetFiles {
    localManifests = List.copyOf(localManifests);
    remoteSignatures = List.copyOf(remoteSignatures);
    localSignatures = List.copyOf(localSignatures);
    remoteManifests = List.copyOf(remoteManifests);
    volumes = List.copyOf(volumes);
  }

  static SetFiles of(
      SetId id,
      Optional<BackupSet> set,
      List<ListedFile> remoteSignatures,
      List<ListedFile> localSignatures,
      List<ListedFile> strayStatistics) {
    return new SetFiles(
        id,
        set.map(BackupSet::localNames).orElse(List.of()),
        names(remoteSignatures),
        names(localSignatures),
        set.map(BackupSet::remoteManifestNames).orElse(List.of()),
        set.map(SetFiles::volumesAndStatistics).orElse(names(strayStatistics)));
  }

  private static List<String> volumesAndStatistics(BackupSet set) {
    return Stream.of(set.remoteVolumeNames(), set.remoteStatisticsNames())
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> names(List<ListedFile> files) {
    return files.stream().map(ListedFile::name).toList();
  }

  /** Returns the names of all files at the remote place. */
  public List<String> remoteNames() {
    return Stream.of(remoteSignatures, remoteManifests, volumes).flatMap(List::stream).toList();
  }

  /** Returns the names of all files in the archive directory. */
  public List<String> localNames() {
    return Stream.of(localManifests, localSignatures).flatMap(List::stream).toList();
  }
}
