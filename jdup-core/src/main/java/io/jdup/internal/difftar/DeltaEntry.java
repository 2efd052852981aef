package io.jdup.internal.difftar;

import io.jdup.internal.tree.TreeEntry;

/**
 * What a backup set says about one path.
 *
 * @param kind how to take it
 * @param entry the path and its new metadata; the size is that of the file when a snapshot came in
 *     one piece, -1 for a file whose size is not known before its body was read, otherwise 0
 */
public record DeltaEntry(Kind kind, TreeEntry entry) {
  /** How an entry relates to the state before. */
  public enum Kind {
    /** The complete new state; the body is the content of a regular file. */
    SNAPSHOT,
    /** A changed regular file; the body is a delta against the state before. */
    DIFF,
    /** The path is gone; the entry's metadata means nothing, and there is no body. */
    DELETED
  }
}
