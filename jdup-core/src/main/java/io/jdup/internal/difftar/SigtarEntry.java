package io.jdup.internal.difftar;

import io.jdup.internal.tree.TreeEntry;

/**
 * What a sigtar says about one path.
 *
 * @param kind what it is
 * @param entry the path and its metadata; the size is -1 for regular files, otherwise 0
 */
public record SigtarEntry(Kind kind, TreeEntry entry) {
  /** What an entry of a sigtar is. */
  public enum Kind {
    /** A regular file; the body is the signature of its content. */
    SIGNATURE,
    /** Anything else that exists. */
    SNAPSHOT,
    /** The path is gone since the set before. */
    DELETED
  }
}
