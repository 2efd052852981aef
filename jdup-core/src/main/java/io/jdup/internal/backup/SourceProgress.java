package io.jdup.internal.backup;

import io.jdup.internal.difftar.TarBlockSink;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.SourceEntry;
import io.jdup.internal.tree.TreeVisitor;
import io.jdup.internal.tree.TreeWalker;
import io.jdup.report.JdupListener;
import java.io.IOException;

/**
 * Tells the listener how much of the source a run is done with: after every entry, and within large
 * files after every piece that was stored. Not thread-safe.
 */
final class SourceProgress {
  private final JdupListener listener;
  private long entries; // done
  private long bytes; // of the files among them
  private long fileBytes; // of the file that is being stored
  private long storedBytes; // of that

  private SourceProgress(JdupListener listener) {
    this.listener = listener;
  }

  /** Starts at nothing; if {@code measureFirst}, measures what {@code walker} walks. */
  static SourceProgress of(boolean measureFirst, TreeWalker walker, JdupListener listener)
      throws IOException {
    if (measureFirst) {
      var measure = new Measure();
      walker.walkAhead(measure);
      listener.measured(measure.entries, measure.bytes);
    }
    return new SourceProgress(listener);
  }

  /** Returns a sink before {@code next} that watches what a file becomes. */
  TarBlockSink watchingBlocks(TarBlockSink next) {
    return block -> {
      next.accept(block);
      storedBytes = Math.min(fileBytes, storedBytes + block.length());
      listener.reached(entries, bytes + storedBytes);
    };
  }

  /** Returns a visitor before {@code next} that watches which entries it is done with. */
  TreeVisitor watchingWalk(TreeVisitor next) {
    return new Watch(next);
  }

  private static long sizeOf(SourceEntry entry) {
    return entry.entry().type() == EntryType.FILE ? entry.entry().sizeBytes() : 0;
  }

  private static final class Measure implements TreeVisitor {
    private long entries;
    private long bytes;

    @Override
    public void entry(SourceEntry entry) {
      entries++;
      bytes += sizeOf(entry);
    }

    @Override
    public void unreadable(EntryPath path, IOException why) {
      // the run itself tells
    }
  }

  private final class Watch implements TreeVisitor {
    private final TreeVisitor next;

    Watch(TreeVisitor next) {
      this.next = next;
    }

    @Override
    public void entry(SourceEntry entry) throws IOException {
      fileBytes = sizeOf(entry);
      next.entry(entry);
      entries++;
      bytes += fileBytes;
      fileBytes = 0;
      storedBytes = 0;
      listener.reached(entries, bytes);
    }

    @Override
    public void unreadable(EntryPath path, IOException why) throws IOException {
      next.unreadable(path, why);
    }

    @Override
    public void vanished(EntryPath path, IOException why) throws IOException {
      next.vanished(path, why);
    }

    @Override
    public void skipped(EntryPath path, String why) throws IOException {
      next.skipped(path, why);
    }
  }
}
