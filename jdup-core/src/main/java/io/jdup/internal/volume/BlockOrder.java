package io.jdup.internal.volume;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes deflated blocks in the order of their stretches, whichever was ready first. Whoever brings
 * the block that is next writes it, and those behind it that are ready: nobody waits for another.
 * Safe for many threads.
 */
final class BlockOrder {
  private final OutputStream sink;
  private final Deque<DeflateBlock> expected = new ArrayDeque<>(); // guarded by this
  private final Set<DeflateBlock> ready = new HashSet<>(); // guarded by this
  private boolean writing; // guarded by this

  /** Writes to {@code sink}, from one thread at a time. */
  BlockOrder(OutputStream sink) {
    this.sink = sink;
  }

  /** Says that {@code block} comes next, after those said before. */
  synchronized void expect(DeflateBlock block) {
    expected.add(block);
  }

  /** Takes {@code block}, which is deflated; keeps the promises of the blocks it writes. */
  void bring(DeflateBlock block) throws IOException {
    DeflateBlock next = firstToWrite(block);
    while (next != null) {
      sink.write(next.deflated(), 0, next.deflatedLength());
      DeflateBlock done = next;
      next = nextToWrite();
      done.written().keep(done);
    }
  }

  private synchronized @Nullable DeflateBlock firstToWrite(DeflateBlock brought) {
    ready.add(brought);
    if (writing) {
      return null; // who writes now will come to it
    }
    writing = true;
    return nextToWrite();
  }

  private synchronized @Nullable DeflateBlock nextToWrite() {
    DeflateBlock head = expected.peek();
    if (head == null || !ready.remove(head)) {
      writing = false;
      return null;
    }
    return expected.remove();
  }
}
