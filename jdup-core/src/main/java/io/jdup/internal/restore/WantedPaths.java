package io.jdup.internal.restore;

import io.jdup.internal.manifest.VolumeInfo;
import io.jdup.internal.tree.EntryPath;
import java.util.List;

/**
 * The part of a backup that is asked for: everything, or some paths with all below them.
 *
 * @param paths the paths; none for everything
 */
record WantedPaths(List<EntryPath> paths) {
  WantedPaths {
    paths = List.copyOf(paths);
  }

  boolean include(EntryPath path) {
    return paths.isEmpty() || paths.stream().anyMatch(path::startsWith);
  }

  boolean mayBeIn(VolumeInfo volume) {
    return paths.isEmpty() || paths.stream().anyMatch(volume::mayContain);
  }

  /**
   * Returns what is at or below {@code place}, a place below the target as {@link #placeOf} says.
   */
  WantedPaths partAt(EntryPath place) {
    return new WantedPaths(List.of(paths.size() == 1 ? place.below(paths.get(0)) : place));
  }

  /**
   * Returns where {@code path} goes below the target: a single path that was asked for becomes the
   * target itself, several keep their places.
   */
  EntryPath placeOf(EntryPath path) {
    return paths.size() == 1 ? path.relativeTo(paths.get(0)) : path;
  }
}
