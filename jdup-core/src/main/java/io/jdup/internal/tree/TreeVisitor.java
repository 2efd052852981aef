package io.jdup.internal.tree;

import java.io.IOException;

/**
 * Hears of the entries of a source tree in format order, each path once. An exception thrown here
 * ends the walk.
 */
public interface TreeVisitor {
  /** Takes a selected entry. A directory comes before what it holds. */
  void entry(SourceEntry entry) throws IOException;

  /**
   * Hears of a selected entry that cannot be looked at: a directory that cannot be listed, or
   * something that cannot be examined. Nothing is known of the path or of anything below it, and no
   * {@link #entry} comes for them; an earlier backup's state of them should stay.
   */
  void unreadable(EntryPath path, IOException why) throws IOException;

  /**
   * Hears of an entry that was gone between listing its directory and looking at it. Like {@link
   * #unreadable}, which it calls unless overridden.
   */
  default void vanished(EntryPath path, IOException why) throws IOException {
    unreadable(path, why);
  }

  /** Hears of a selected entry that is left out because of what it is, such as a socket. */
  default void skipped(EntryPath path, String why) throws IOException {}
}
