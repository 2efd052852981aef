package io.jdup.internal.deflate;

import java.util.Arrays;

/** Tells from a sample whether bytes look random, as encrypted and compressed ones do. */
final class RandomProbe {
  /** How many bytes it looks at. */
  static final int SAMPLE_BYTES = 1024;

  // The sum of squared frequencies of random bytes is about n + n^2 / 256; of text, many times
  // that.
  private static final long LIMIT =
      (long) (1.1 * (SAMPLE_BYTES + (double) SAMPLE_BYTES * SAMPLE_BYTES / 256));

  private final int[] counts = new int[256];

  /** Looks at the bytes from {@code from} on; what is shorter than a sample never looks random. */
  boolean looksRandom(byte[] bytes, int from, int end) {
    if (end - from < SAMPLE_BYTES) {
      return false;
    }
    Arrays.fill(counts, 0);
    for (int i = from; i < from + SAMPLE_BYTES; i++) {
      counts[bytes[i] & 0xff]++;
    }
    long squares = 0;
    for (int count : counts) {
      squares += (long) count * count;
    }
    return squares < LIMIT;
  }
}
