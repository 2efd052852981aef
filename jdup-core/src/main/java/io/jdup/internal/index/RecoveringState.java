package io.jdup.internal.index;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an index tells, and goes on with the signature files where the index cannot be read or
 * turns out to be damaged: records told before were right, as each was checked. Not thread-safe.
 */
public final class RecoveringState implements StateSource {
  /** Makes the state anew. */
  @FunctionalInterface
  public interface Rebuilding {
    /** Returns the whole state, told by the signature files. */
    StateSource rebuilt() throws IOException;
  }

  private final Rebuilding rebuilding;
  private StateSource source;
  private @Nullable StateRecord last;
  private boolean recovered;

  /** Tells {@code index} as long as that goes well. */
  public RecoveringState(IndexReader index, Rebuilding rebuilding) {
    this.source = index;
    this.rebuilding = rebuilding;
  }

  @Override
  public @Nullable StateRecord next() throws IOException {
    StateRecord next = recovered ? source.next() : nextOfIndex();
    last = next == null ? last : next;
    return next;
  }

  private @Nullable StateRecord nextOfIndex() throws IOException {
    try {
      return source.next();
    } catch (IOException e) { // damaged, or the disk is
      recover(e);
      return nextBehind(last);
    }
  }

  private void recover(IOException why) throws IOException {
    recovered = true;
    source.close();
    source = StateSource.empty();
    try {
      source = rebuilding.rebuilt();
    } catch (IOException e) {
      e.addSuppressed(why);
      throw e;
    }
  }

  private @Nullable StateRecord nextBehind(@Nullable StateRecord told) throws IOException {
    StateRecord next = source.next();
    while (next != null && told != null && next.path().compareTo(told.path()) <= 0) {
      next = source.next();
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
