package io.jdup.rsync;

import java.util.Arrays;

/** MD4, see there. */
final class Md4Lanes extends DigestLanes {
  static final int MAX_LANES = 128; // measured: 64 and 128 are equal, 32 is slower

  private static final int WORDS = 16;

  private final int[] a = new int[MAX_LANES];
  private final int[] b = new int[MAX_LANES];
  private final int[] c = new int[MAX_LANES];
  private final int[] d = new int[MAX_LANES];
  private final int[] a0 = new int[MAX_LANES];
  private final int[] b0 = new int[MAX_LANES];
  private final int[] c0 = new int[MAX_LANES];
  private final int[] d0 = new int[MAX_LANES];
  private final int[][] words = new int[WORDS][MAX_LANES];
  private final byte[] hash = new byte[16];

  @Override
  int maxLanes() {
    return MAX_LANES;
  }

  @Override
  int unit() {
    return Md4.UNIT;
  }

  @Override
  void digest(byte[] data, int offset, int blockLength, int count) {
    Arrays.fill(a, 0, count, Md4.INIT_A);
    Arrays.fill(b, 0, count, Md4.INIT_B);
    Arrays.fill(c, 0, count, Md4.INIT_C);
    Arrays.fill(d, 0, count, Md4.INIT_D);
    for (int at = 0; at < blockLength; at += Md4.UNIT) {
      load(data, offset + at, blockLength, count);
      compress(count);
    }
    loadPadding(blockLength, count);
    compress(count);
  }

  @Override
  void store(int lane, byte[] into, int at, int length) {
    Md4.store(a[lane], b[lane], c[lane], d[lane], hash);
    System.arraycopy(hash, 0, into, at, length);
  }

  /** Turns the next unit of each block on its side. Written out: twice as fast as two loops. */
  private void load(byte[] p, int offset, int stride, int count) {
    load(p, offset, stride, count, words[0], words[1], words[2], words[3]);
    load(p, offset + 16, stride, count, words[4], words[5], words[6], words[7]);
    load(p, offset + 32, stride, count, words[8], words[9], words[10], words[11]);
    load(p, offset + 48, stride, count, words[12], words[13], words[14], words[15]);
  }

  private static void load(
      byte[] p, int offset, int stride, int count, int[] w0, int[] w1, int[] w2, int[] w3) {
    for (int i = 0, o = offset; i < count; i++, o += stride) {
      w0[i] = LittleEndian.getInt(p, o);
      w1[i] = LittleEndian.getInt(p, o + 4);
      w2[i] = LittleEndian.getInt(p, o + 8);
      w3[i] = LittleEndian.getInt(p, o + 12);
    }
  }

  private void loadPadding(int blockLength, int count) {
    for (int[] word : words) {
      Arrays.fill(word, 0, count, 0);
    }
    Arrays.fill(words[0], 0, count, 0x80);
    Arrays.fill(words[14], 0, count, blockLength << 3); // bits; no array holds blocks of 2^32
  }

  private void compress(int n) {
    int[][] x = words;
    System.arraycopy(a, 0, a0, 0, n);
    System.arraycopy(b, 0, b0, 0, n);
    System.arraycopy(c, 0, c0, 0, n);
    System.arraycopy(d, 0, d0, 0, n);
    for (int k = 0; k < WORDS; k += 4) {
      f(a, b, c, d, x[k], 3, n);
      f(d, a, b, c, x[k + 1], 7, n);
      f(c, d, a, b, x[k + 2], 11, n);
      f(b, c, d, a, x[k + 3], 19, n);
    }
    for (int k = 0; k < 4; k++) {
      g(a, b, c, d, x[k], 3, n);
      g(d, a, b, c, x[k + 4], 5, n);
      g(c, d, a, b, x[k + 8], 9, n);
      g(b, c, d, a, x[k + 12], 13, n);
    }
    for (int m = 0; m < 4; m++) {
      int k = (m & 1) << 1 | m >> 1; // words 0, 2, 1, 3
      h(a, b, c, d, x[k], 3, n);
      h(d, a, b, c, x[k + 8], 9, n);
      h(c, d, a, b, x[k + 4], 11, n);
      h(b, c, d, a, x[k + 12], 15, n);
    }
    add(a, a0, n);
    add(b, b0, n);
    add(c, c0, n);
    add(d, d0, n);
  }

  private static void f(int[] a, int[] b, int[] c, int[] d, int[] x, int shift, int n) {
    for (int i = 0; i < n; i++) {
      int t = a[i] + (d[i] ^ b[i] & (c[i] ^ d[i])) + x[i];
      a[i] = t << shift | t >>> 32 - shift;
    }
  }

  private static void g(int[] a, int[] b, int[] c, int[] d, int[] x, int shift, int n) {
    for (int i = 0; i < n; i++) {
      int t = a[i] + (b[i] & c[i] | d[i] & (b[i] | c[i])) + x[i] + Md4.ROUND_2;
      a[i] = t << shift | t >>> 32 - shift;
    }
  }

  private static void h(int[] a, int[] b, int[] c, int[] d, int[] x, int shift, int n) {
    for (int i = 0; i < n; i++) {
      int t = a[i] + (b[i] ^ c[i] ^ d[i]) + x[i] + Md4.ROUND_3;
      a[i] = t << shift | t >>> 32 - shift;
    }
  }

  private static void add(int[] sums, int[] terms, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] += terms[i];
    }
  }
}
