package io.jdup.internal.manifest;

import io.jdup.internal.tree.EntryPath;

/**
 * The first or the last entry of a volume.
 *
 * @param path the entry's path
 * @param block the piece of a file in pieces, from 1; 0 for its last piece and all other entries
 */
public record VolumeEdge(EntryPath path, int block) {
  public VolumeEdge {
    if (block < 0) {
      throw new IllegalArgumentException("block number is negative: " + block);
    }
  }

  /** Returns the edge at an entry that is whole, or the last piece of one. */
  public static VolumeEdge of(EntryPath path) {
    return new VolumeEdge(path, 0);
  }
}
