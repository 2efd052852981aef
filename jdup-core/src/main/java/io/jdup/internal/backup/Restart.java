package io.jdup.internal.backup;

import io.jdup.collection.SetId;
import io.jdup.internal.manifest.PartManifest.Group;
import io.jdup.internal.manifest.PartMark;
import io.jdup.internal.manifest.VolumeEdge;
import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.EntryPath;
import java.nio.file.Path;
import java.util.List;

/**
 * Where to go on with a set that an interrupted run began.
 *
 * @param set the set
 * @param kept the volumes that stay, from 1 on; at least one
 * @param signatures a file that begins with the sigtar of these volumes
 * @param signatureBytes how much of that file this is; no end of a tar is in it
 * @param partNames what the interrupted run left in the archive dir
 */
record Restart(
    SetId set, List<Group> kept, Path signatures, long signatureBytes, List<String> partNames) {
  Restart {
    kept = List.copyOf(kept);
    partNames = List.copyOf(partNames);
  }

  /** Returns what manifests say of the volumes that stay. */
  List<VolumeInfo> volumes() {
    return kept.stream().map(Group::info).toList();
  }

  /** Returns whether the signatures are to be believed only if they fit the volumes. */
  boolean isForeign() {
    return last().mark().isEmpty();
  }

  /** Returns the last thing that the volumes hold. */
  VolumeEdge edge() {
    return last().info().end();
  }

  private Group last() {
    return kept.get(kept.size() - 1);
  }

  /** Returns whether the volumes end within a file, whose rest is still to be stored. */
  boolean isWithinFile() {
    return edge().block() > 0;
  }

  /** Returns the sum of the pieces of that file. */
  long pieceSum() {
    return last().mark().orElseThrow().pieceSum().orElseThrow();
  }

  /** Returns whether what is stored of {@code path} is complete, if there is anything. */
  boolean isBehind(EntryPath path) {
    int order = path.compareTo(edge().path());
    return isWithinFile() ? order < 0 : order <= 0;
  }

  /**
   * Returns the second in which the interrupted run began, or an earlier one. A file that was last
   * modified before then has another time by now if it was changed since it was stored.
   */
  long startedSecond() {
    return kept.stream()
        .flatMap(group -> group.mark().stream())
        .mapToLong(PartMark::startedSecond)
        .reduce(set.time().getEpochSecond(), Math::min);
  }
}
