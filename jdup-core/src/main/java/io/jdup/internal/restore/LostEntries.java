package io.jdup.internal.restore;

import io.jdup.internal.difftar.DeltaEntry;
import io.jdup.internal.difftar.RefusedEntryException;
import io.jdup.internal.difftar.SigtarEntry;
import io.jdup.internal.difftar.SigtarReader;
import io.jdup.internal.tree.EntryPath;
import io.jdup.report.CorruptBackupException;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a set holds in volumes that cannot be read. The set's signatures mention all of its paths:
 * so a path that they have and the readable volumes have not stands in one of the others. Nothing
 * is fetched before {@link #begin}. Not thread-safe.
 *
 * <p>Source: format specification section 4.1.
 */
final class LostEntries implements Closeable {
  /** Opens the signatures of the set, read to their end already; null if there are none to use. */
  interface Opening {
    @Nullable SigtarReader open() throws IOException;
  }

  /**
   * An entry that the set has.
   *
   * @param entry what is known of it: all, unless it is a file that is there
   * @param isLost whether it is a file, whose content or change is lost
   */
  record Entry(DeltaEntry entry, boolean isLost) {}

  private final WantedPaths wanted;
  private final Opening opening;
  private boolean begun;
  private boolean known;
  private @Nullable SigtarReader signatures; // null: not known, not needed, or closed
  private @Nullable SigtarEntry pending;

  LostEntries(WantedPaths wanted, Opening opening) {
    this.wanted = wanted;
    this.opening = opening;
  }

  /** Says that a volume cannot be read, so that it matters what it held. */
  void begin() throws IOException {
    if (!begun) {
      begun = true;
      signatures = opening.open();
      known = signatures != null;
      pending = read();
    }
  }

  /** Returns whether a volume cannot be read and {@link #next} tells what it held. */
  boolean areKnown() {
    return known;
  }

  /**
   * Returns the next wanted entry behind {@code after} and before {@code limit}, or null; null for
   * either means no bound. Both only grow from call to call.
   */
  @Nullable Entry next(@Nullable EntryPath after, @Nullable EntryPath limit) throws IOException {
    while (pending != null && isPassed(pending.entry().path(), after)) {
      pending = read();
    }
    SigtarEntry found = pending;
    if (found == null || limit != null && found.entry().path().compareTo(limit) >= 0) {
      return null;
    }
    pending = read();
    DeltaEntry.Kind kind =
        found.kind() == SigtarEntry.Kind.DELETED
            ? DeltaEntry.Kind.DELETED
            : DeltaEntry.Kind.SNAPSHOT;
    return new Entry(
        new DeltaEntry(kind, found.entry()), found.kind() == SigtarEntry.Kind.SIGNATURE);
  }

  private boolean isPassed(EntryPath path, @Nullable EntryPath after) {
    return after != null && path.compareTo(after) <= 0 || !wanted.include(path);
  }

  private @Nullable SigtarEntry read() throws IOException {
    while (signatures != null) {
      try {
        return signatures.next();
      } catch (RefusedEntryException e) {
        // of no use, and told by whoever reads signatures for their own sake
      } catch (CorruptBackupException e) {
        known = false;
        close();
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    SigtarReader open = signatures;
    signatures = null;
    pending = null;
    if (open != null) {
      open.close();
    }
  }
}
