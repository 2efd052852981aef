package io.jdup.internal.restore;

import io.jdup.internal.tree.TreeEntry;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An entry of the state of a backup at a time.
 *
 * @param entry what the backup keeps of it
 * @param content its bytes, none for all but regular files; gone when the next entry is asked for
 */
record StateEntry(TreeEntry entry, Content content) {
  /** The bytes of a regular file. */
  interface Content {
    /** Writes all of them; at most once. */
    void writeTo(OutputStream out) throws IOException;
  }
}
