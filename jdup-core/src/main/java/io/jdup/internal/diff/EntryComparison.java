package io.jdup.internal.diff;

import io.jdup.internal.tree.OwnerNames;
import io.jdup.internal.tree.TreeEntry;
import java.io.IOException;

/**
 * Decides whether an entry differs from what the last backup recorded of it, by its metadata alone.
 *
 * <p>Source: format specification section 3.7.
 */
final class EntryComparison {
  private final OwnerNames names;

  /** Maps recorded owners through {@code names}, as names win over numbers. */
  EntryComparison(OwnerNames names) {
    this.names = names;
  }

  boolean differs(TreeEntry known, TreeEntry found) throws IOException {
    if (known.type() != found.type()) {
      return true;
    }
    return switch (found.type()) {
      case SYMLINK -> !known.linkTarget().equals(found.linkTarget());
      case CHARACTER_DEVICE, BLOCK_DEVICE ->
          accessDiffers(known, found)
              || known.deviceMajor() != found.deviceMajor()
              || known.deviceMinor() != found.deviceMinor();
      case FILE -> accessDiffers(known, found) || timesDiffer(known, found) || edited(known, found);
      case DIRECTORY, FIFO -> accessDiffers(known, found) || timesDiffer(known, found);
    };
  }

  private boolean accessDiffers(TreeEntry known, TreeEntry found) throws IOException {
    return known.mode() != found.mode() || !names.isSame(known.owner(), found.owner());
  }

  // Shows an edit within the second of the one before, where that is known of the last backup.
  private static boolean edited(TreeEntry known, TreeEntry found) {
    return known.sizeBytes() >= 0 && known.sizeBytes() != found.sizeBytes()
        || known.mtimeNanos() != TreeEntry.UNKNOWN && known.mtimeNanos() != found.mtimeNanos();
  }

  // The format cannot hold times before 1970, so all of those are equal to each other.
  private static boolean timesDiffer(TreeEntry known, TreeEntry found) {
    return Math.max(0, known.mtimeSeconds()) != Math.max(0, found.mtimeSeconds());
  }
}
