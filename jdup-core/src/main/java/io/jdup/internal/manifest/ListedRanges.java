package io.jdup.internal.manifest;

import io.jdup.internal.tree.EntryPath;
import java.util.ArrayList;
import java.util.List;

/**
 * Widens the ranges of volumes to what the manifest's list of changed files says. A sound manifest
 * needs it not; in one that is not protected by encryption, one changed byte of a volume's edge
 * could hide a file from whoever looks for the volumes that may hold it. Not thread-safe.
 */
final class ListedRanges {
  private final List<VolumeInfo> volumes; // by number
  private int at; // the last one that starts before what was taken in

  ListedRanges(List<VolumeInfo> volumes) {
    this.volumes = new ArrayList<>(volumes);
  }

  /** Makes sure that some volume's range has {@code path}; paths come in order. */
  void takeIn(EntryPath path) {
    if (volumes.isEmpty()) {
      return;
    }
    while (at + 1 < volumes.size() && start(at + 1).compareTo(path) <= 0) {
      at++;
    }
    if (path.compareTo(start(at)) < 0) {
      startAt(at, path);
    } else if (path.compareTo(volumes.get(at).end().path()) > 0) {
      VolumeInfo volume = volumes.get(at);
      volumes.set(
          at,
          new VolumeInfo(volume.number(), volume.start(), VolumeEdge.of(path), volume.hashes()));
      if (at + 1 < volumes.size()) { // it may as well be this one
        startAt(at + 1, path);
      }
    }
  }

  private EntryPath start(int index) {
    return volumes.get(index).start().path();
  }

  private void startAt(int index, EntryPath path) {
    VolumeInfo volume = volumes.get(index);
    volumes.set(
        index, new VolumeInfo(volume.number(), VolumeEdge.of(path), volume.end(), volume.hashes()));
  }

  /** Returns the volumes as they are now. */
  List<VolumeInfo> widened() {
    return List.copyOf(volumes);
  }
}
