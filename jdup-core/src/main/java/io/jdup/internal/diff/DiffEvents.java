package io.jdup.internal.diff;

import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.TreeEntry;
import java.io.IOException;

/** Hears what a {@link TreeDiff} decides, path by path, in path order. */
public interface DiffEvents {
  /** {@code entry} was stored, {@code whole} or as a difference. */
  void stored(TreeEntry entry, boolean whole) throws IOException;

  /** {@code old} is gone and was stored as deleted. */
  void deleted(TreeEntry old) throws IOException;

  /** {@code path} could not be read; its old state stays. */
  void skipped(EntryPath path, String reason);

  /** {@code path} is nothing that a backup holds. */
  void ignored(EntryPath path, String reason);
}
