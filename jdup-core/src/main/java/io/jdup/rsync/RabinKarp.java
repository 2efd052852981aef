package io.jdup.rsync;

/**
 * The Rabin-Karp weak sum of librsync 2.2 and newer: a polynomial in the bytes, modulo 2^32. It
 * starts at 1, so that runs of zeros of different lengths differ; each byte multiplies it by {@code
 * MULTIPLIER} and is added.
 *
 * <p>Source: the signatures that rdiff 2.3.2 writes with {@code -R rabinkarp}.
 */
final class RabinKarp extends RollingSum {
  private static final int MULTIPLIER = 0x08104225;
  private static final int SQUARE = 0xa5b71959; // of it, modulo 2^32
  private static final int CUBE = 0x858f9bdd;
  private static final int FOURTH = 0xf9c080f1;
  private static final int ADJUSTMENT = MULTIPLIER - 1; // takes the leading 1 along

  @Override
  int empty() {
    return 1;
  }

  @Override
  int append(int sum, byte[] data, int offset, int length) {
    int hash = sum;
    int end = offset + length;
    int i = offset;
    for (; end - i >= 4; i += 4) { // only one product and one sum wait for the last round
      int high = (data[i] & 0xff) * CUBE + (data[i + 1] & 0xff) * SQUARE;
      int low = (data[i + 2] & 0xff) * MULTIPLIER + (data[i + 3] & 0xff);
      hash = hash * FOURTH + (high + low);
    }
    for (; i < end; i++) {
      hash = hash * MULTIPLIER + (data[i] & 0xff);
    }
    return hash;
  }

  @Override
  void slide(byte[] data, int from, int window, int previous, int[] sums, int at, int count) {
    int hash = previous;
    int leaving = power(MULTIPLIER, window);
    for (int i = 0; i < count; i++) {
      int oldest = data[from + i - 1] & 0xff;
      int newest = data[from + i - 1 + window] & 0xff;
      hash = hash * MULTIPLIER + (newest - leaving * (oldest + ADJUSTMENT));
      sums[at + i] = hash;
    }
  }

  @Override
  void shrink(byte[] data, int from, int end, int whole, int[] sums, int count) {
    int hash = whole;
    int inverse = power(MULTIPLIER, -1); // the multiplier is odd, so it has one
    int weight = power(MULTIPLIER, end - from - 1);
    for (int i = 0; i < count; i++) {
      sums[i] = hash;
      hash -= weight * ((data[from + i] & 0xff) + ADJUSTMENT);
      weight *= inverse;
    }
  }

  /** Returns the power modulo 2^32; a negative exponent counts back from the order 2^32. */
  private static int power(int base, int exponent) {
    int result = 1;
    int square = base;
    for (int rest = exponent; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }
}
