package io.jdup.internal.restore;

import io.jdup.internal.difftar.DeltaEntry;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges the sets of a chain path by path into the state after the last of them.
 *
 * <p>An entry that cannot be is reported and left out; the others go on. Not thread-safe.
 *
 * <p>Source: format specification section 10.1.
 */
final class ChainMerger implements Closeable {
  private static final String LOST =
      "stands in a volume that is missing or damaged, or was changed there: not restored";

  private final List<SetCursor> sets;
  private final Closeable source;
  private final FilePatcher patcher;
  private final Problems problems;
  private final PriorityQueue<SetCursor> queue;
  private final List<SetCursor> history = new ArrayList<>(); // cursors at one path, oldest first
  private EntryPath leaf = EntryPath.ROOT; // the last path that is no directory
  private int leafAge = -1; // the age of the set that made it so

  /** Merges {@code sets}, oldest first, and closes them, and then {@code source}. */
  ChainMerger(List<SetCursor> sets, Closeable source, FilePatcher patcher, Problems problems) {
    this.sets = List.copyOf(sets);
    this.source = source;
    this.patcher = patcher;
    this.problems = problems;
    this.queue = new PriorityQueue<>(sets);
  }

  /** Returns the next entry that exists, or null behind the last one. */
  @Nullable StateEntry next() throws IOException {
    while (true) {
      for (SetCursor cursor : history) {
        requeue(cursor);
      }
      history.clear();
      if (!gather()) {
        return null;
      }
      StateEntry merged = merge();
      if (merged != null) {
        return merged;
      }
    }
  }

  private void requeue(SetCursor cursor) throws IOException {
    if (cursor.advance()) {
      queue.add(cursor);
    }
  }

  // A cursor that is not open stands before its first entry; it is opened when its turn comes.
  private boolean gather() throws IOException {
    while (!queue.isEmpty()
        && (history.isEmpty() || queue.peek().position().equals(history.get(0).position()))) {
      SetCursor cursor = queue.remove();
      if (cursor.isOpen()) {
        history.add(cursor);
      } else {
        requeue(cursor);
      }
    }
    history.sort(null);
    return !history.isEmpty();
  }

  private @Nullable StateEntry merge() {
    SetCursor newest = history.get(history.size() - 1);
    DeltaEntry last = newest.entry();
    EntryPath path = last.entry().path();
    if (path.startsWith(leaf) && newest.age() < leafAge) {
      return null; // gone with its directory, though nothing says so of this path itself
    }
    boolean deleted = last.kind() == DeltaEntry.Kind.DELETED;
    boolean directory = last.entry().type() == EntryType.DIRECTORY;
    if (deleted || !directory) {
      leaf = path;
      leafAge = newest.age();
    }
    if (deleted || isNewerLost(path, newest.age(), directory)) {
      return null;
    }
    List<SetCursor> versions = history.subList(baseIndex(), history.size());
    if (versions.get(0).isLost()) {
      problems.add(path, LOST);
      return null;
    }
    return patched(path, last, versions);
  }

  // What an older set says must not pass for the state that was asked for. A directory is needed
  // for what is in it.
  private boolean isNewerLost(EntryPath path, int age, boolean directory) {
    boolean maybe =
        sets.subList(age + 1, sets.size()).stream().anyMatch(set -> set.mayHaveLost(path));
    if (maybe) {
      problems.add(
          path,
          directory
              ? "may have changed in a volume that is missing or damaged: owner, mode and time are"
                  + " those of an older set"
              : "may have changed in a volume that is missing or damaged: not restored");
    }
    return maybe && !directory;
  }

  private @Nullable StateEntry patched(EntryPath path, DeltaEntry last, List<SetCursor> versions) {
    DeltaEntry base = versions.get(0).entry();
    boolean patched = versions.size() > 1 || base.kind() == DeltaEntry.Kind.DIFF;
    if (patched && !isWholeFile(base)) {
      problems.add(path, "is stored as a change to a file that no earlier backup set holds");
      return null;
    }
    if (patched && isDeltaLost(path, versions)) {
      problems.add(path, LOST);
      return null;
    }
    InputStream whole = versions.get(0).body();
    List<InputStream> deltas = versions.stream().skip(1).map(SetCursor::body).toList();
    return new StateEntry(last.entry(), out -> patcher.patch(whole, deltas, out));
  }

  private int baseIndex() {
    int base = history.size() - 1;
    while (base > 0 && history.get(base).entry().kind() == DeltaEntry.Kind.DIFF) { // never lost
      base--;
    }
    return base;
  }

  // A delta to a state that is not there makes garbage of the one before.
  private boolean isDeltaLost(EntryPath path, List<SetCursor> versions) {
    int newest = versions.get(versions.size() - 1).age();
    return sets.subList(versions.get(0).age() + 1, newest).stream()
        .filter(set -> !versions.contains(set))
        .anyMatch(set -> set.mayHaveLost(path));
  }

  private static boolean isWholeFile(DeltaEntry entry) {
    return entry.kind() == DeltaEntry.Kind.SNAPSHOT && entry.entry().type() == EntryType.FILE;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    List<Closeable> all = new ArrayList<>(sets);
    all.add(source);
    for (Closeable each : all) {
      try {
        each.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
