package io.jdup.rsync;

import java.util.Arrays;

/**
 * What a version of a file is made of: pieces of a source, in order, each a position and a length.
 * Pieces that follow each other in the source as well become one. 16 bytes of memory a piece.
 *
 * <p>The source's positions are the caller's to interpret; they only ever grow by a length.
 */
final class Segments {
  private static final int FIRST_CAPACITY = 64;

  private final int limit;
  private long[] sources = new long[0];
  private long[] ends = new long[0]; // in the version, exclusive
  private int count;

  /** Takes up to {@code limit} segments, at least 2. */
  Segments(int limit) {
    this.limit = limit;
  }

  void clear() {
    count = 0;
  }

  /** Returns how many there are. */
  int count() {
    return count;
  }

  boolean isFull() {
    return count == limit;
  }

  /** Returns the length of the version in bytes. */
  long length() {
    return count == 0 ? 0 : ends[count - 1];
  }

  /**
   * Appends {@code length} bytes at {@code source}, at least 1. Not when this is full; the version
   * must not become longer than a long can say.
   */
  void append(long source, long length) {
    long end = Math.addExact(length(), length);
    if (count > 0 && source == sourceOf(count - 1, length())) {
      ends[count - 1] = end;
      return;
    }
    if (count == sources.length) {
      int capacity = Math.min(limit, Math.max(FIRST_CAPACITY, 2 * count));
      sources = Arrays.copyOf(sources, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
    sources[count] = source;
    ends[count] = end;
    count++;
  }

  /** Replaces the segments from {@code index} on by one at {@code source}, of the same length. */
  void replaceFrom(int index, long source) {
    long end = length();
    count = index;
    append(source, end - length());
  }

  /** Returns the index of the segment that holds {@code position}, which is below the length. */
  int indexOf(long position) {
    int found = Arrays.binarySearch(ends, 0, count, position);
    return found < 0 ? -found - 1 : found + 1; // ends are exclusive
  }

  /** Returns where segment {@code index} starts in the version. */
  long start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  /** Returns where segment {@code index} ends in the version. */
  long end(int index) {
    return ends[index];
  }

  /** Returns where {@code position}, within segment {@code index} or its end, is in the source. */
  long sourceOf(int index, long position) {
    return sources[index] + (position - start(index));
  }
}
