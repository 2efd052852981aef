package io.jdup.internal.backup;

import io.jdup.internal.tree.EntryPath;
import java.io.IOException;

/**
 * The file within which an interrupted run stopped is not the same any more, so the run must be
 * resumed before it. Nothing was stored when this is thrown.
 */
final class CutFileChangedException extends IOException {
  private final transient EntryPath path;

  CutFileChangedException(EntryPath path) {
    super("'" + path + "' has changed since a part of it was stored");
    this.path = path;
  }

  EntryPath path() {
    return path;
  }
}
