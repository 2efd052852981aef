package io.jdup.internal.diff;

import io.jdup.internal.difftar.RefusedEntryException;
import io.jdup.internal.difftar.SigtarEntry;
import io.jdup.internal.difftar.SigtarReader;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.report.CorruptBackupException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The state of a chain, merged from its signature files: for each path the entry of the newest file
 * that mentions it, in path order, deleted ones left out.
 *
 * <p>Each signature file is read once, forwards. Not thread-safe.
 *
 * <p>Source: format specification section 4.3.
 */
public final class KnownSignatures implements Closeable {
  /** Hears of records that a signature file may not hold; they count as not there. */
  @FunctionalInterface
  public interface Refusals {
    /**
     * Ends the reading if going on would be wrong for a backup. A record of the full's signatures
     * that is not there makes a file be stored whole again. One of an increment's would uncover an
     * older record, and a delta to that older state restores to garbage.
     */
    Refusals STRICT =
        (refused, mayHideOlder) -> {
          if (mayHideOlder) {
            throw new CorruptBackupException(
                refused.fileName(),
                String.valueOf(refused.getMessage()),
                "make a full backup",
                refused);
          }
        };

    /**
     * Takes notice of {@code refused}. If {@code mayHideOlder}, there are older signature files,
     * whose record of the path counts now though it should not.
     */
    void refused(RefusedEntryException refused, boolean mayHideOlder) throws IOException;
  }

  private final List<SigtarReader> readers;
  private final Refusals refusals;
  private final PriorityQueue<Cursor> cursors = new PriorityQueue<>();
  private @Nullable Cursor current;

  /**
   * Merges {@code oldestFirst}: the full's signatures, then those of each increment. Closes them in
   * the end, but not if this fails.
   */
  public KnownSignatures(List<SigtarReader> oldestFirst, Refusals refusals) throws IOException {
    readers = List.copyOf(oldestFirst);
    this.refusals = refusals;
    for (int age = 0; age < readers.size(); age++) {
      var cursor = new Cursor(readers.get(age), age);
      if (cursor.advance()) {
        cursors.add(cursor);
      }
    }
    next();
  }

  /** Returns no known path at all, as before a full backup. */
  public static KnownSignatures none() throws IOException {
    return new KnownSignatures(List.of(), Refusals.STRICT);
  }

  /** Returns the entry this stands at, or null behind the last one. */
  public @Nullable TreeEntry current() {
    return current == null ? null : current.entry().entry();
  }

  /** Returns the signature of the current entry, which must be a regular file; once per entry. */
  public InputStream signature() {
    if (current == null) {
      throw new IllegalStateException("there is no current entry");
    }
    return current.reader.body();
  }

  /** Returns the name of the signature file that holds the current entry. */
  public String fileName() {
    if (current == null) {
      throw new IllegalStateException("there is no current entry");
    }
    return current.reader.fileName();
  }

  /** Goes on to the next path that exists. */
  public void next() throws IOException {
    do {
      step();
    } while (current != null && current.entry().kind() == SigtarEntry.Kind.DELETED);
  }

  // The newest cursor at the smallest path wins; the others at that path are stale and move on.
  private void step() throws IOException {
    if (current != null) {
      requeue(current);
    }
    current = cursors.poll();
    if (current != null) {
      EntryPath path = current.path();
      for (var stale = cursors.peek();
          stale != null && stale.path().equals(path);
          stale = cursors.peek()) {
        requeue(cursors.remove());
      }
    }
  }

  private void requeue(Cursor cursor) throws IOException {
    if (cursor.advance()) {
      cursors.add(cursor);
    }
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (SigtarReader reader : readers) {
      try {
        reader.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private final class Cursor implements Comparable<Cursor> {
    final SigtarReader reader;
    private final int age; // a larger number is a newer file
    private @Nullable SigtarEntry entry;

    Cursor(SigtarReader reader, int age) {
      this.reader = reader;
      this.age = age;
    }

    boolean advance() throws IOException {
      entry = nextSound();
      return entry != null;
    }

    private @Nullable SigtarEntry nextSound() throws IOException {
      while (true) {
        try {
          return reader.next();
        } catch (RefusedEntryException e) {
          refusals.refused(e, age > 0);
        }
      }
    }

    SigtarEntry entry() {
      if (entry == null) {
        throw new AssertionError("a cursor at its end must not be queued");
      }
      return entry;
    }

    EntryPath path() {
      return entry().entry().path();
    }

    @Override
    public int compareTo(Cursor other) {
      int byPath = path().compareTo(other.path());
      return byPath != 0 ? byPath : Integer.compare(other.age, age);
    }
  }
}
