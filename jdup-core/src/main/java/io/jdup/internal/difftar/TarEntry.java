package io.jdup.internal.difftar;

import io.jdup.internal.tree.TreeEntry;

/**
 * A tar header decoded.
 *
 * @param name what the entry is, and the piece it is
 * @param entry the path and its metadata; the size is that of the body in the tar
 */
record TarEntry(EntryName name, TreeEntry entry) {

  /** Returns the entry with its size unknown. */
  TreeEntry entryOfUnknownSize() {
    return new TreeEntry(
        entry.path(),
        entry.type(),
        entry.mode(),
        entry.owner(),
        entry.mtimeSeconds(),
        -1,
        entry.linkTarget(),
        entry.deviceMajor(),
        entry.deviceMinor());
  }
}
