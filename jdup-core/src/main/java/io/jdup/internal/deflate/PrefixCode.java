package io.jdup.internal.deflate;

import java.util.Arrays;

/**
 * A Huffman code whose lengths are limited, built from counts; made anew for each block. Not
 * thread-safe.
 *
 * <p>Sources: Moffat and Katajainen, "In-place calculation of minimum-redundancy codes" (1995); RFC
 * 1951 section 3.2.2 for the codes of given lengths.
 */
final class PrefixCode {
  private static final int[] GAPS = {132, 57, 23, 10, 4, 1}; // Ciura

  private final int maxBits;
  private final int[] sorted; // count << 9 | symbol, so that sorting is sorting numbers
  private final int[] work;
  private final int[] lengthCounts = new int[33];

  /** Bits in each symbol's code; 0 for a symbol that does not occur. */
  final byte[] lengths;

  /** Each symbol's code, its first bit lowest. */
  final int[] codes;

  PrefixCode(int symbols, int maxBits) {
    this.maxBits = maxBits;
    sorted = new int[symbols];
    work = new int[symbols];
    lengths = new byte[symbols];
    codes = new int[symbols];
  }

  /**
   * Makes the code for {@code counts}, each below 2^22. At least two symbols get one, as some
   * readers refuse less.
   */
  void build(int[] counts) {
    int used = sort(counts);
    Arrays.fill(lengths, (byte) 0);
    if (used < 2) {
      int only = used == 0 ? 0 : sorted[0] & 0x1ff;
      lengths[only] = 1;
      lengths[only == 0 ? 1 : 0] = 1;
    } else {
      lengthsOfMinimumRedundancy(used);
      limit(used);
    }
    assignCodes();
  }

  private int sort(int[] counts) {
    int used = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      if (counts[symbol] > 0) {
        sorted[used++] = counts[symbol] << 9 | symbol;
      }
    }
    sortUpTo(used);
    return used;
  }

  // Shell's sort: for a few hundred numbers as fast as the JDK's, and a fraction to compile.
  private void sortUpTo(int end) {
    int[] a = sorted;
    for (int gap : GAPS) {
      for (int i = gap; i < end; i++) {
        int moved = a[i];
        int to = i;
        for (; to >= gap && a[to - gap] > moved; to -= gap) {
          a[to] = a[to - gap];
        }
        a[to] = moved;
      }
    }
  }

  // In one array: counts become parents, parents depths, and inner depths those of the leaves.
  private void lengthsOfMinimumRedundancy(int n) {
    countsToParents(n);
    parentsToDepths(n);
    depthsToLeaves(n);
  }

  private void countsToParents(int n) {
    int[] a = work;
    for (int i = 0; i < n; i++) {
      a[i] = sorted[i] >>> 9;
    }
    a[0] += a[1];
    int root = 0;
    int leaf = 2;
    for (int next = 1; next < n - 1; next++) {
      if (leaf >= n || a[root] < a[leaf]) {
        a[next] = a[root];
        a[root++] = next;
      } else {
        a[next] = a[leaf++];
      }
      if (leaf >= n || root < next && a[root] < a[leaf]) {
        a[next] += a[root];
        a[root++] = next;
      } else {
        a[next] += a[leaf++];
      }
    }
  }

  private void parentsToDepths(int n) {
    int[] a = work;
    a[n - 2] = 0;
    for (int next = n - 3; next >= 0; next--) {
      a[next] = a[a[next]] + 1;
    }
  }

  // Where the inner nodes of a depth leave places, there are leaves.
  private void depthsToLeaves(int n) {
    int[] a = work;
    Arrays.fill(lengthCounts, 0);
    int available = 1;
    int usedNodes = 0;
    int depth = 0;
    int root = n - 2;
    int left = n;
    while (available > 0) {
      while (root >= 0 && a[root] == depth) {
        usedNodes++;
        root--;
      }
      int leaves = available - usedNodes;
      lengthCounts[Math.min(depth, maxBits)] += leaves;
      left -= leaves;
      available = 2 * usedNodes;
      depth++;
      usedNodes = 0;
    }
    if (left != 0) {
      throw new AssertionError(left + " symbols of a code have no length");
    }
  }

  // Codes that were cut to the limit take more room than there is: lengthen others until it fits.
  private void limit(int used) {
    long room = 0; // in units of the longest code
    for (int bits = 1; bits <= maxBits; bits++) {
      room += (long) lengthCounts[bits] << maxBits - bits;
    }
    for (long excess = room - (1L << maxBits); excess > 0; excess--) {
      int bits = maxBits - 1;
      while (lengthCounts[bits] == 0) {
        bits--;
      }
      lengthCounts[bits]--;
      lengthCounts[bits + 1] += 2;
      lengthCounts[maxBits]--;
    }
    int at = 0; // the rarest symbols get the longest codes
    for (int bits = maxBits; bits > 0; bits--) {
      for (int i = 0; i < lengthCounts[bits]; i++) {
        lengths[sorted[at++] & 0x1ff] = (byte) bits;
      }
    }
    if (at != used) {
      throw new AssertionError(at + " of " + used + " symbols of a code have a length");
    }
  }

  private void assignCodes() {
    int[] next = new int[maxBits + 2];
    for (byte length : lengths) {
      if (length > 0) {
        next[length + 1]++;
      }
    }
    int code = 0;
    for (int bits = 1; bits <= maxBits; bits++) {
      code = code + next[bits] << 1;
      next[bits] = code;
    }
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      int length = lengths[symbol];
      codes[symbol] = length == 0 ? 0 : Integer.reverse(next[length]++) >>> 32 - length;
    }
  }
}
