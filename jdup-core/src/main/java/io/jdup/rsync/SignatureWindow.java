package io.jdup.rsync;

import java.io.IOException;
import java.util.Arrays;

/**
 * The part of a signature that is in memory: all of a usual one, of a huge one a window that moves
 * on. Blocks are counted from the start of the file.
 */
final class SignatureWindow {
  private static final int FIRST_CAPACITY = 64; // blocks

  private final SignatureReader reader;
  private final int limit; // blocks
  private final int strongLength;
  private final BlockIndex index;
  private int[] weaks = new int[0];
  private byte[] strongs = new byte[0];
  private long first; // block
  private int count; // blocks
  private boolean ended;

  /** Reads up to {@code limit} blocks, at least 4 so that there is something to move. */
  SignatureWindow(SignatureReader reader, int limit) throws IOException {
    this.reader = reader;
    this.limit = limit;
    strongLength = reader.format().strongLength();
    index = new BlockIndex(strongLength);
    read();
    index.build(weaks, strongs, count);
  }

  /** Reads on until the window is full; memory grows with what really comes. */
  private void read() throws IOException {
    while (count < limit && !ended) {
      if (!reader.next()) {
        ended = true;
      } else {
        reserve();
        weaks[count] = reader.weak();
        reader.strong(strongs, count * strongLength);
        count++;
      }
    }
  }

  private void reserve() {
    if (count == weaks.length) {
      int capacity = Math.min(limit, Math.max(FIRST_CAPACITY, 2 * count));
      weaks = Arrays.copyOf(weaks, capacity);
      strongs = Arrays.copyOf(strongs, capacity * strongLength);
    }
  }

  /** Keeps {@code block} in the first three quarters of the window, if the signature goes on. */
  void follow(long block) throws IOException {
    while (!ended && block - first > limit - limit / 4) {
      advance();
    }
  }

  /** Makes {@code block} known if it is next in the signature; returns whether it is known. */
  boolean reach(long block) throws IOException {
    if (block == first + count && !ended) {
      advance();
    }
    return contains(block);
  }

  boolean contains(long block) {
    return block >= first && block < first + count;
  }

  private void advance() throws IOException {
    int dropped = limit / 4;
    first += dropped;
    count -= dropped;
    System.arraycopy(weaks, dropped, weaks, 0, count);
    System.arraycopy(strongs, dropped * strongLength, strongs, 0, count * strongLength);
    read();
    index.build(weaks, strongs, count);
  }

  /** Moves to the end of the signature; returns the last block, or -1 if there is none. */
  long last() throws IOException {
    while (!ended) {
      advance();
    }
    return first + count - 1;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Returns the index of the blocks in the window; it counts from {@link #first}. */
  BlockIndex index() {
    return index;
  }

  /** Returns the first block in the window. */
  long first() {
    return first;
  }

  /** Returns the weak sum of a block that is in the window. */
  int weak(long block) {
    return weaks[(int) (block - first)];
  }

  /** Compares the strong sum of a block that is in the window with one at {@code at}. */
  boolean strongEquals(long block, byte[] sum, int at) {
    int from = (int) (block - first) * strongLength;
    return Arrays.equals(strongs, from, from + strongLength, sum, at, at + strongLength);
  }
}
