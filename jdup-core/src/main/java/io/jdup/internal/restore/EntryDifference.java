package io.jdup.internal.restore;

import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.OwnerNames;
import io.jdup.internal.tree.TreeEntry;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Says in what an entry of a backup and one of a directory differ, content apart.
 *
 * <p>Source: format specification section 7.7, verify with {@code --compare-data}.
 */
final class EntryDifference {
  private final OwnerNames names;

  EntryDifference(OwnerNames names) {
    this.names = names;
  }

  /** Returns the first difference as a phrase, or nothing. */
  Optional<String> between(TreeEntry backup, TreeEntry found) throws IOException {
    if (backup.type() != found.type()) {
      return Optional.of("is a " + word(found.type()) + ", backed up as a " + word(backup.type()));
    }
    if (found.type() == EntryType.SYMLINK) {
      return backup.linkTarget().equals(found.linkTarget())
          ? Optional.empty()
          : Optional.of(
              "points to '" + found.linkTarget() + "', not to '" + backup.linkTarget() + "'");
    }
    if (backup.mode() != found.mode()) {
      return Optional.of(
          String.format(Locale.ROOT, "has mode %04o, not %04o", found.mode(), backup.mode()));
    }
    if (!names.isSame(backup.owner(), found.owner())) {
      return Optional.of("belongs to " + text(found) + ", not to " + text(backup));
    }
    if (found.type().isDevice()) {
      return backup.deviceMajor() == found.deviceMajor()
              && backup.deviceMinor() == found.deviceMinor()
          ? Optional.empty()
          : Optional.of("is another device");
    }
    long time = Math.max(0, found.mtimeSeconds()); // the format has no times before 1970
    return time == Math.max(0, backup.mtimeSeconds())
        ? Optional.empty()
        : Optional.of("was modified at " + time + ", not at " + backup.mtimeSeconds());
  }

  private static String word(EntryType type) {
    return switch (type) {
      case FILE -> "regular file";
      case DIRECTORY -> "directory";
      case SYMLINK -> "symlink";
      case FIFO -> "fifo";
      case CHARACTER_DEVICE -> "character device";
      case BLOCK_DEVICE -> "block device";
    };
  }

  private static String text(TreeEntry entry) {
    return entry.owner().uid() + ":" + entry.owner().gid();
  }
}
