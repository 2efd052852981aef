package io.jdup.internal.index;

import io.jdup.internal.difftar.SigtarEntry.Kind;
import io.jdup.internal.difftar.SigtarLog;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.TreeEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the index of a chain with one more signature file, while that is written: what the new file
 * does not mention is taken over from the index before, most of it without unpacking it.
 *
 * <p>No failure of this ends a backup: it makes {@link #finish} say that there is no new index, and
 * the next run makes one. Not thread-safe.
 */
public final class IndexUpdate implements SigtarLog, Closeable {
  private final @Nullable IndexReader before;
  private final IndexWriter writer;
  private final int file;
  private @Nullable StateRecord pending; // of the index before
  private @Nullable IndexFrame frame; // the one after that
  private @Nullable EntryPath last; // that was written
  private @Nullable IOException failure;

  /**
   * Writes to {@code target}, on top of {@code before}, null for a full; closes both.
   *
   * @param file the number of the signature file that is being written
   */
  public IndexUpdate(@Nullable IndexReader before, Path target, int file) throws IOException {
    this.before = before;
    this.file = file;
    try {
      this.writer = new IndexWriter(target);
    } catch (IOException | RuntimeException e) {
      if (before != null) {
        before.close();
      }
      throw e;
    }
  }

  @Override
  public void written(Kind kind, TreeEntry entry, long offsetBytes) {
    if (failure != null) {
      return;
    }
    try {
      if (last != null && entry.path().compareTo(last) <= 0) {
        throw new IndexDamagedException("'" + entry.path() + "' came out of order");
      }
      last = entry.path();
      copyBefore(entry.path());
      if (pending != null && pending.path().equals(entry.path())) {
        pending = null;
      }
      if (kind != Kind.DELETED) {
        writer.add(new StateRecord(kind, asStored(entry), file, offsetBytes));
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  // The index says what the sigtar says, which holds no time before 1970.
  private static TreeEntry asStored(TreeEntry entry) {
    return entry.mtimeSeconds() < 0 ? entry.withMtimeSeconds(0) : entry;
  }

  private void copyBefore(@Nullable EntryPath limit) throws IOException {
    while (advance()) {
      if (pending != null) {
        if (limit != null && pending.path().compareTo(limit) >= 0) {
          return;
        }
        writer.add(pending);
        pending = null;
      } else if (frame != null && before != null) {
        if (limit == null || frame.lastPath().compareTo(limit) < 0) {
          writer.addFrame(frame);
        } else {
          before.tell(frame);
        }
        frame = null;
      }
    }
  }

  // Makes a record or a frame pending; returns false at the end of the index before.
  private boolean advance() throws IOException {
    if (before == null || pending != null) {
      return pending != null;
    }
    pending = before.nextOfFrame();
    if (pending == null && frame == null) {
      frame = before.nextFrame();
    }
    return pending != null || frame != null;
  }

  /** Takes over the rest of the index before. */
  public void copyRest() {
    try {
      if (failure == null) {
        copyBefore(null);
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /**
   * Completes the new index, as one of the files that {@code key} names. Returns why there is none,
   * if there is none.
   */
  public Optional<IOException> finish(IndexKey key) {
    copyRest();
    try {
      if (failure == null) {
        writer.finish(key);
      }
    } catch (IOException e) {
      failure = e;
    }
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() throws IOException {
    try (writer) {
      if (before != null) {
        before.close();
      }
    }
  }
}
