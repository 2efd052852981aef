package io.jdup.internal.backup;

import io.jdup.internal.diff.TreeDiff;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.SourceEntry;
import io.jdup.internal.tree.TreeVisitor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out what stands before the point of a restart, whatever became of it: it is stored
 * already, and the next backup stores what has changed.
 */
final class AfterRestart implements TreeVisitor {
  private final Restart restart;
  private final @Nullable EntryPath closed;
  private final TreeDiff next;

  /**
   * Passes the rest on to {@code next}, but for what is below {@code closed}, if that is not null:
   * a path that is no directory in the set, so that nothing can be in it.
   */
  AfterRestart(Restart restart, @Nullable EntryPath closed, TreeDiff next) {
    this.restart = restart;
    this.closed = closed;
    this.next = next;
  }

  private boolean isLeftOut(EntryPath path) {
    return restart.isBehind(path) || closed != null && path.startsWith(closed);
  }

  @Override
  public void entry(SourceEntry entry) throws IOException {
    if (isLeftOut(entry.entry().path())) {
      next.passed(entry.entry());
    } else {
      next.entry(entry);
    }
  }

  @Override
  public void unreadable(EntryPath path, IOException why) throws IOException {
    if (isHeard(path)) {
      next.unreadable(path, why);
    }
  }

  @Override
  public void vanished(EntryPath path, IOException why) throws IOException {
    if (isHeard(path)) {
      next.vanished(path, why);
    }
  }

  // What an unreadable directory held behind the point of the restart must stay as it was.
  private boolean isHeard(EntryPath path) {
    return !isLeftOut(path) || restart.edge().path().startsWith(path);
  }

  @Override
  public void skipped(EntryPath path, String why) throws IOException {
    if (path.isRoot() || !isLeftOut(path)) {
      next.skipped(path, why);
    }
  }
}
