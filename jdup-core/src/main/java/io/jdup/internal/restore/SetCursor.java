package io.jdup.internal.restore;

import io.jdup.internal.difftar.DeltaEntry;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Stands at one entry after the other of a backup set, in path order, those that are wanted only.
 *
 * <p>The set's volumes are not touched before the merge has come near the first of them: until then
 * the cursor stands at a bound that no entry lies before. Where a volume cannot be read, the cursor
 * stands at what the set's signatures say it held. Not thread-safe.
 */
final class SetCursor implements Comparable<SetCursor>, Closeable {
  private final SetVolumes volumes;
  private final int age; // a larger number is a newer set
  private final WantedPaths wanted;
  private final LostEntries lost;
  private final Problems problems;

  private @Nullable VolumeEntries entries; // null: not opened yet
  private @Nullable DeltaEntry ahead; // of the volumes, behind what is lost
  private @Nullable DeltaEntry entry;
  private boolean entryIsLost;
  private EntryPath position;
  private int leavesSeen; // of the wanted paths themselves

  /** Stands before the first entry of {@code volumes}. */
  SetCursor(SetVolumes volumes, int age, WantedPaths wanted, LostEntries lost, Problems problems) {
    this.volumes = volumes;
    this.age = age;
    this.wanted = wanted;
    this.lost = lost;
    this.problems = problems;
    this.position = volumes.firstPath();
  }

  /** Returns whether this stands at an entry, and not only at the bound before the first. */
  boolean isOpen() {
    return entry != null;
  }

  /** Returns how new the set is: larger for newer ones. */
  int age() {
    return age;
  }

  /** Returns the path this stands at, or the bound. */
  EntryPath position() {
    return position;
  }

  /** Returns the entry this stands at. */
  DeltaEntry entry() {
    if (entry == null) {
      throw new IllegalStateException("the cursor does not stand at an entry");
    }
    return entry;
  }

  /** Returns whether the entry is a file whose content or change cannot be read. */
  boolean isLost() {
    return entryIsLost;
  }

  /** Returns the content or delta of the entry; once, before {@link #advance}. */
  InputStream body() {
    if (entries == null || entryIsLost) {
      throw new IllegalStateException("there is nothing to read");
    }
    return ahead == null ? entries.body() : InputStream.nullInputStream();
  }

  /** Goes to the next wanted entry, opening the set if need be; returns false behind the last. */
  boolean advance() throws IOException {
    if (nothingCanFollow()) {
      return end();
    }
    EntryPath passed = entry == null ? null : position;
    if (entries == null) {
      entries = new VolumeEntries(volumes, wanted, lost, problems);
    }
    DeltaEntry stored = ahead == null ? entries.next() : ahead;
    ahead = null;
    LostEntries.Entry missing = lost.next(passed, stored == null ? null : stored.entry().path());
    entryIsLost = missing != null && missing.isLost();
    if (missing == null) {
      entry = stored;
    } else {
      ahead = stored;
      entry = missing.entry();
    }
    if (entry != null) {
      position = entry.entry().path();
    }
    return entry != null;
  }

  // When all that is wanted are paths that nothing below can matter of, and all were there, what
  // follows cannot be wanted. That it need not even be decoded takes a hash that vouches for the
  // volume.
  private boolean nothingCanFollow() {
    if (entry != null && endsThere(entry) && wanted.paths().contains(position)) {
      leavesSeen++;
    }
    return leavesSeen > 0 && leavesSeen == wanted.paths().size() && volumes.isLastChecked();
  }

  // Where a newer set has a file or link in place of a directory, it says of each entry below that
  // it is gone: that must be read, or an older set would bring them back. A change of a file's
  // content says that it was a file before.
  private boolean endsThere(DeltaEntry entry) {
    boolean leaf =
        entry.kind() != DeltaEntry.Kind.DELETED && entry.entry().type() != EntryType.DIRECTORY;
    return leaf && (age == 0 || entry.kind() == DeltaEntry.Kind.DIFF);
  }

  private boolean end() throws IOException {
    entry = null;
    ahead = null;
    close();
    return false;
  }

  /** Returns whether a volume that could not be read may have held {@code path}. */
  boolean mayHaveLost(EntryPath path) {
    return !lost.areKnown() && volumes.mayHaveLost(path);
  }

  @Override
  public int compareTo(SetCursor other) {
    int byPath = position.compareTo(other.position);
    return byPath != 0 ? byPath : Integer.compare(age, other.age);
  }

  @Override
  public void close() throws IOException {
    try (lost) {
      if (entries != null) {
        entries.close();
      }
    } finally {
      volumes.close();
    }
  }
}
