package io.jdup.rsync;

import java.io.IOException;

/**
 * Looks for blocks of the signature in the new file: first for the one that follows the last match,
 * then at every byte.
 */
final class BlockMatcher {
  private static final int MAX_SEQUENCE = Md4Lanes.MAX_LANES; // blocks hashed at once
  private static final int MIN_BATCH = 64; // positions
  private static final int MAX_BATCH = 1024;

  /**
   * How many bytes may be hashed in vain for each byte passed over. Random data needs about one; a
   * file made of false weak hits would need a whole block.
   */
  private static final int CREDIT_PER_POSITION = 16;

  private static final long MIN_CREDIT_LIMIT = 16 << 20;

  private final SignatureWindow window;
  private final RollingSum rolling;
  private final BlockDigest digest;
  private final int blockLength;
  private final int strongLength;
  private final int[] sums = new int[MAX_BATCH + 1];
  private final int[] candidates = new int[MAX_BATCH + 1];
  private final byte[] strongs;
  private final long creditLimit; // bytes
  private long credit;
  private int batch = MIN_BATCH;
  private boolean sliding; // the sum of the window before is known
  private int previous;
  private long found = -1;

  BlockMatcher(SignatureFormat format, SignatureWindow window) {
    this.window = window;
    rolling = format.weak().newRolling();
    digest = format.strong().newDigest();
    blockLength = format.blockLength();
    strongLength = format.strongLength();
    creditLimit = Math.max(MIN_CREDIT_LIMIT, 4L * blockLength);
    credit = creditLimit;
    strongs = new byte[MAX_SEQUENCE * strongLength];
  }

  /**
   * Returns how many of the next {@code available} blocks in {@code data} are the blocks from
   * {@code expected} on. May stop early; 0 means that the first one differs.
   */
  int sequence(byte[] data, int offset, int available, long expected) throws IOException {
    int hopeful = 0;
    int limit = Math.min(available, MAX_SEQUENCE);
    while (hopeful < limit
        && (hopeful > 0 ? window.contains(expected + hopeful) : window.reach(expected))
        && rolling.of(data, offset + hopeful * blockLength, blockLength)
            == window.weak(expected + hopeful)) {
      hopeful++;
    }
    digest.digestBlocks(data, offset, blockLength, hopeful, strongs, 0, strongLength, strongLength);
    int equal = 0;
    while (equal < hopeful
        && window.strongEquals(expected + equal, strongs, equal * strongLength)) {
      equal++;
    }
    return equal;
  }

  /**
   * Tries some positions from {@code offset} on, where at least one block is left before {@code
   * end}. Returns how many positions it passed over; if {@link #found} is not -1, the block starts
   * behind them. Calls must follow each other without a gap, and {@code data[offset - 1]} must
   * still be there, unless a block was found.
   */
  int scan(byte[] data, int offset, int end) {
    int positions = Math.min(batch, end - offset - blockLength + 1);
    if (sliding) {
      rolling.slide(data, offset, blockLength, previous, sums, 0, positions);
    } else {
      sums[0] = rolling.of(data, offset, blockLength);
      rolling.slide(data, offset + 1, blockLength, sums[0], sums, 1, positions - 1);
    }
    int hits = window.index().filter(sums, positions, candidates);
    for (int i = 0; i < hits; i++) {
      int position = candidates[i];
      int block = verified(data, offset + position, sums[position]);
      if (block >= 0) {
        found = window.first() + block;
        restart();
        return position;
      }
    }
    found = -1;
    credit = Math.min(creditLimit, credit + (long) positions * CREDIT_PER_POSITION);
    sliding = true;
    previous = sums[positions - 1];
    batch = Math.min(MAX_BATCH, 2 * batch);
    return positions;
  }

  /** Returns the block that starts at {@code offset}, counted within the window, or -1. */
  private int verified(byte[] data, int offset, int weak) {
    if (credit < blockLength || !window.index().hasWeak(weak)) {
      return -1;
    }
    hash(data, offset, blockLength);
    int block = window.index().find(weak, strongs);
    if (block < 0) {
      credit -= blockLength;
    }
    return block;
  }

  /** Returns the block that the last scan came upon, or -1. */
  long found() {
    return found;
  }

  /** Returns whether the byte before the next scan's offset will be needed. */
  boolean isSliding() {
    return sliding;
  }

  private void restart() {
    sliding = false;
    batch = MIN_BATCH;
  }

  private void hash(byte[] data, int offset, int length) {
    digest.reset();
    digest.update(data, offset, length);
    digest.finish(strongs, 0, strongLength);
  }

  /**
   * Looks for {@code last}, the signature's last block, which may be short: returns the first
   * position from which the bytes up to {@code end} are that block, or {@code end}.
   */
  int findLast(byte[] data, int offset, int end, long last) {
    int from = offset;
    int whole = rolling.of(data, offset, end - offset);
    while (from < end) {
      int positions = Math.min(MAX_BATCH, end - from);
      int known = Math.min(positions + 1, end - from); // one more, to go on from
      rolling.shrink(data, from, end, whole, sums, known);
      for (int i = 0; i < positions; i++) {
        if (sums[i] == window.weak(last) && isLast(data, from + i, end, last)) {
          return from + i;
        }
      }
      whole = sums[positions];
      from += positions;
    }
    return end;
  }

  private boolean isLast(byte[] data, int offset, int end, long last) {
    if (credit < end - offset) {
      return false;
    }
    credit -= end - offset;
    hash(data, offset, end - offset);
    return window.strongEquals(last, strongs, 0);
  }
}
