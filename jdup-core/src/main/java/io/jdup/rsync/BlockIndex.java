package io.jdup.rsync;

import java.util.Arrays;

/**
 * Finds blocks of a signature by their sums: a hash table with open addressing, behind a Bloom
 * filter that stays in the processor's cache and answers nearly all questions.
 *
 * <p>Of blocks with equal sums only the first is kept, and a block that finds no free slot within
 * {@value #MAX_PROBES} is left out. So neither a file full of zeros nor one made to collide makes
 * building or asking slow; what is left out is merely not found, which makes the delta larger.
 */
final class BlockIndex {
  private static final int MAX_PROBES = 32;
  private static final int FILTER_BITS_PER_BLOCK = 16;
  private static final int MIN_FILTER_WORDS = 64;
  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L; // 2^64 / golden ratio

  private final int strongLength;
  private byte[] strongs = new byte[0]; // of block i at i * strongLength
  private long[] slots = new long[1]; // weak sum << 32 | block + 1; 0 is free
  private int slotShift = 63;
  private long[] filter = new long[1]; // of each weak sum two bits of one word are set
  private int filterShift = 63;

  BlockIndex(int strongLength) {
    this.strongLength = strongLength;
  }

  /** Forgets all and takes in {@code count} blocks; the arrays stay shared with the caller. */
  void build(int[] weaks, byte[] strongs, int count) {
    this.strongs = strongs;
    int slotCount = powerOfTwo(Math.max(2L, 2L * count));
    int wordCount =
        powerOfTwo(Math.max(MIN_FILTER_WORDS, (long) count * FILTER_BITS_PER_BLOCK / Long.SIZE));
    slots = cleared(slots, slotCount);
    filter = cleared(filter, wordCount);
    slotShift = Long.numberOfLeadingZeros(slotCount) + 1;
    filterShift = Long.numberOfLeadingZeros(wordCount) + 1;
    for (int block = 0; block < count; block++) {
      insert(weaks[block], block);
    }
  }

  private static int powerOfTwo(long atLeast) {
    return (int) Long.highestOneBit(2 * atLeast - 1);
  }

  private static long[] cleared(long[] old, int length) {
    if (old.length != length) {
      return new long[length];
    }
    Arrays.fill(old, 0);
    return old;
  }

  private void insert(int weak, int block) {
    long hash = hash(weak);
    int slot = (int) (hash >>> slotShift);
    for (int probe = 0; probe < MAX_PROBES; probe++) {
      if (slots[slot] == 0) {
        slots[slot] = (long) weak << 32 | block + 1;
        filter[(int) (hash >>> filterShift)] |= 1L << (hash >>> 32) | 1L << (hash >>> 26);
        return;
      }
      if ((int) (slots[slot] >>> 32) == weak
          && strongEquals(block(slots[slot]), strongs, block * strongLength)) {
        return;
      }
      slot = slot + 1 & slots.length - 1;
    }
  }

  private static long hash(int weak) {
    return weak * MULTIPLIER;
  }

  private static int block(long slot) {
    return (int) slot - 1;
  }

  /**
   * Writes to {@code candidates} the positions in {@code sums}, below {@code count}, of sums that
   * may be of a block; returns how many.
   */
  int filter(int[] sums, int count, int[] candidates) {
    long[] words = filter;
    int shift = filterShift;
    int found = 0;
    for (int i = 0; i < count; i++) { // without a branch: it would be mispredicted
      long hash = hash(sums[i]);
      long word = words[(int) (hash >>> shift)];
      candidates[found] = i;
      found += (int) (word >>> (hash >>> 32) & word >>> (hash >>> 26) & 1);
    }
    return found;
  }

  /** Returns whether a block has this weak sum. */
  boolean hasWeak(int weak) {
    int slot = (int) (hash(weak) >>> slotShift);
    for (int probe = 0; probe < MAX_PROBES && slots[slot] != 0; probe++) {
      if ((int) (slots[slot] >>> 32) == weak) {
        return true;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return false;
  }

  /** Returns the first block with both these sums, or -1. */
  int find(int weak, byte[] strong) {
    int slot = (int) (hash(weak) >>> slotShift);
    for (int probe = 0; probe < MAX_PROBES && slots[slot] != 0; probe++) {
      if ((int) (slots[slot] >>> 32) == weak && strongEquals(block(slots[slot]), strong, 0)) {
        return block(slots[slot]);
      }
      slot = slot + 1 & slots.length - 1;
    }
    return -1;
  }

  private boolean strongEquals(int block, byte[] sum, int at) {
    int from = block * strongLength;
    return Arrays.equals(strongs, from, from + strongLength, sum, at, at + strongLength);
  }
}
