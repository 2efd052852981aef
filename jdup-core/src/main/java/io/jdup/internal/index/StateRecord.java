package io.jdup.internal.index;

import io.jdup.internal.difftar.SigtarEntry.Kind;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.TreeEntry;

/**
 * The last word of a chain on one path, and where in its signature files that stands.
 *
 * @param kind what the path is, or that it is gone
 * @param entry its metadata; the length of a regular file may be -1, for unknown
 * @param file which signature file of the chain tells it, 0 for that of the full
 * @param offsetBytes where in that file, unpacked, the entry's first header begins
 */
public record StateRecord(Kind kind, TreeEntry entry, int file, long offsetBytes) {
  public StateRecord {
    if (file < 0 || offsetBytes < 0) {
      throw new IllegalArgumentException("negative place: " + file + ", " + offsetBytes);
    }
  }

  EntryPath path() {
    return entry.path();
  }

  boolean isGone() {
    return kind == Kind.DELETED;
  }
}
