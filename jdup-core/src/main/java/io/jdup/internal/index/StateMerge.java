package io.jdup.internal.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Several sources as one: for each path the record of the newest source that has one.
 *
 * <p>Each source is read once, forwards. Not thread-safe.
 *
 * <p>Source: format specification section 4.3.
 */
final class StateMerge implements StateSource {
  private final List<StateSource> sources;
  private final boolean withGone;
  private final PriorityQueue<Cursor> cursors = new PriorityQueue<>();
  private @Nullable Cursor current;

  /**
   * Merges {@code oldestFirst}. Closes them in the end, but not if this fails.
   *
   * @param withGone whether records that say that a path is gone are told as well
   */
  StateMerge(List<? extends StateSource> oldestFirst, boolean withGone) throws IOException {
    this.sources = List.copyOf(oldestFirst);
    this.withGone = withGone;
    for (int age = 0; age < sources.size(); age++) {
      requeue(new Cursor(sources.get(age), age));
    }
  }

  @Override
  public @Nullable StateRecord next() throws IOException {
    StateRecord record = step();
    while (record != null && record.isGone() && !withGone) {
      record = step();
    }
    return record;
  }

  // The newest cursor at the smallest path wins; the others at that path are stale and move on.
  private @Nullable StateRecord step() throws IOException {
    if (current != null) {
      requeue(current);
    }
    current = cursors.poll();
    if (current == null) {
      return null;
    }
    StateRecord found = current.record();
    for (var stale = cursors.peek();
        stale != null && stale.record().path().equals(found.path());
        stale = cursors.peek()) {
      requeue(cursors.remove());
    }
    return found;
  }

  private void requeue(Cursor cursor) throws IOException {
    if (cursor.advance()) {
      cursors.add(cursor);
    }
  }

  @Override
  public void close() throws IOException {
    closeAll(sources);
  }

  /** Closes all of {@code sources}, whatever happens to some of them. */
  static void closeAll(List<? extends StateSource> sources) throws IOException {
    List<IOException> failures = new ArrayList<>();
    for (StateSource source : sources) {
      try {
        source.close();
      } catch (IOException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  private static final class Cursor implements Comparable<Cursor> {
    private final StateSource source;
    private final int age; // a larger number is a newer source
    private @Nullable StateRecord record;

    Cursor(StateSource source, int age) {
      this.source = source;
      this.age = age;
    }

    boolean advance() throws IOException {
      record = source.next();
      return record != null;
    }

    StateRecord record() {
      if (record == null) {
        throw new AssertionError("a cursor at its end must not be queued");
      }
      return record;
    }

    @Override
    public int compareTo(Cursor other) {
      int byPath = record().path().compareTo(other.record().path());
      return byPath != 0 ? byPath : Integer.compare(other.age, age);
    }
  }
}
