package io.jdup.internal.volume;

/**
 * Counts what a compressor has passed on for certain, at points that depend on the data only: so
 * whoever ends a volume by this count ends it at the same place whatever the number of threads.
 * Used by the thread that writes.
 */
final class PassedBytes {
  private boolean counting;
  private long bytes;

  /** Says that a compressor counts here. */
  void start() {
    counting = true;
  }

  void add(long more) {
    bytes += more;
  }

  /** Returns the count, or {@code otherwise} if no compressor counts here. */
  long or(long otherwise) {
    return counting ? bytes : otherwise;
  }
}
