package io.jdup.internal.restore;

import io.jdup.internal.difftar.DeltaEntry;
import io.jdup.internal.difftar.DifftarReader;
import io.jdup.internal.difftar.RefusedEntryException;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.report.CorruptBackupException;
import io.jdup.report.ReportedPath;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Stands at one entry after the other of a backup set, in path order, those that are wanted only.
 *
 * <p>The set's volumes are not touched before the merge has come near the first of them: until then
 * the cursor stands at a bound that no entry lies before. Not thread-safe.
 */
final class SetCursor implements Comparable<SetCursor>, Closeable {
  private final SetVolumes volumes;
  private final int age; // a larger number is a newer set
  private final WantedPaths wanted;
  private final boolean ignoreErrors;
  private final Problems problems;

  private boolean afterGap; // the next entry may lack its beginning
  private @Nullable DifftarReader reader;
  private @Nullable DeltaEntry entry;
  private EntryPath position;
  private int leavesSeen; // of the wanted paths themselves

  /** Stands before the first entry; goes on behind lost volumes if {@code ignoreErrors}. */
  SetCursor(
      SetVolumes volumes, int age, WantedPaths wanted, boolean ignoreErrors, Problems problems) {
    this.volumes = volumes;
    this.age = age;
    this.wanted = wanted;
    this.ignoreErrors = ignoreErrors;
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

  /** Returns the content or delta of the entry; once, before {@link #advance}. */
  InputStream body() {
    if (reader == null) {
      throw new IllegalStateException("the cursor was not opened");
    }
    return reader.body();
  }

  /** Goes to the next wanted entry, opening the set if need be; returns false behind the last. */
  boolean advance() throws IOException {
    if (nothingCanFollow()) {
      return end();
    }
    if (reader == null) {
      reader = new DifftarReader(volumes);
    }
    DeltaEntry next = next(reader);
    while (next != null && !isInOrderAndWanted(next.entry().path())) {
      next = next(reader);
    }
    entry = next;
    if (next != null) {
      position = next.entry().path();
    }
    return next != null;
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
    if (reader != null) {
      reader.close();
    }
    volumes.close();
    return false;
  }

  /** Returns whether a volume that could not be read may have held {@code path}. */
  boolean mayHaveLost(EntryPath path) {
    return volumes.mayHaveLost(path);
  }

  private @Nullable DeltaEntry next(DifftarReader from) throws IOException {
    while (true) {
      try {
        DeltaEntry next = from.next();
        if (next == null || !isHeadless(next, from)) {
          return next;
        }
      } catch (RefusedEntryException e) {
        problems.add(
            ReportedPath.of(e.entryName().getBytes(StandardCharsets.UTF_8)),
            String.valueOf(e.getMessage()));
      } catch (CorruptBackupException e) {
        if (!ignoreErrors) {
          throw e;
        }
        problems.add(EntryPath.ROOT, String.valueOf(e.getMessage()));
        volumes.loseLast();
        from.skipVolume();
        afterGap = true;
      }
    }
  }

  // Behind a lost volume the later pieces of a file must not pass for the whole.
  private boolean isHeadless(DeltaEntry next, DifftarReader from) {
    boolean headless = afterGap && from.firstPieceNumber() > 1;
    afterGap = headless;
    EntryPath path = next.entry().path();
    boolean reported = entry != null && path.equals(position);
    if (headless && !reported && wanted.include(path)) {
      problems.add(path, "begins in a volume that is missing or damaged: not restored");
    }
    return headless;
  }

  // Duplicity drops entries that are out of order as well, but says nothing that a script sees.
  private boolean isInOrderAndWanted(EntryPath path) {
    int order = entry == null ? 1 : path.compareTo(position);
    if (order < 0 && wanted.include(path)) {
      problems.add(
          path, "stands out of order in " + volumes + ", behind '" + position + "': not restored");
    }
    return order > 0 && wanted.include(path);
  }

  @Override
  public int compareTo(SetCursor other) {
    int byPath = position.compareTo(other.position);
    return byPath != 0 ? byPath : Integer.compare(age, other.age);
  }

  @Override
  public void close() throws IOException {
    volumes.close();
  }
}
