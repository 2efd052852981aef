package io.jdup.rsync;

import java.util.Arrays;

/** BLAKE2b, see there. */
final class Blake2bLanes extends DigestLanes {
  static final int MAX_LANES = 128;

  private static final int WORDS = 16;

  private final long[][] h = new long[8][MAX_LANES];
  private final long[][] v = new long[WORDS][MAX_LANES];
  private final long[][] m = new long[WORDS][MAX_LANES];
  private final byte[] hash = new byte[Blake2b.HASH_LENGTH];

  @Override
  int maxLanes() {
    return MAX_LANES;
  }

  @Override
  int unit() {
    return Blake2b.UNIT;
  }

  @Override
  void digest(byte[] data, int offset, int blockLength, int count) {
    for (int i = 0; i < h.length; i++) {
      Arrays.fill(h[i], 0, count, Blake2b.IV[i] ^ (i == 0 ? Blake2b.PARAMETERS : 0));
    }
    for (int at = 0; at < blockLength; at += Blake2b.UNIT) {
      for (int word = 0; word < WORDS; word += 4) {
        load(data, offset + at + word * Long.BYTES, blockLength, count, word);
      }
      int taken = at + Blake2b.UNIT;
      compress(taken, taken == blockLength ? -1 : 0, count);
    }
  }

  private void load(byte[] p, int offset, int stride, int count, int word) {
    long[] m0 = m[word];
    long[] m1 = m[word + 1];
    long[] m2 = m[word + 2];
    long[] m3 = m[word + 3];
    for (int i = 0, o = offset; i < count; i++, o += stride) {
      m0[i] = LittleEndian.getLong(p, o);
      m1[i] = LittleEndian.getLong(p, o + 8);
      m2[i] = LittleEndian.getLong(p, o + 16);
      m3[i] = LittleEndian.getLong(p, o + 24);
    }
  }

  private void compress(long taken, long lastMask, int n) {
    for (int i = 0; i < 8; i++) {
      System.arraycopy(h[i], 0, v[i], 0, n);
      Arrays.fill(v[8 + i], 0, n, Blake2b.IV[i]);
    }
    Arrays.fill(v[12], 0, n, Blake2b.IV[4] ^ taken);
    Arrays.fill(v[14], 0, n, Blake2b.IV[6] ^ lastMask);
    for (int round = 0; round < Blake2b.ROUNDS; round++) {
      byte[] s = Blake2b.SIGMA[round % Blake2b.SIGMA.length];
      mix(v[0], v[4], v[8], v[12], m[s[0]], m[s[1]], n);
      mix(v[1], v[5], v[9], v[13], m[s[2]], m[s[3]], n);
      mix(v[2], v[6], v[10], v[14], m[s[4]], m[s[5]], n);
      mix(v[3], v[7], v[11], v[15], m[s[6]], m[s[7]], n);
      mix(v[0], v[5], v[10], v[15], m[s[8]], m[s[9]], n);
      mix(v[1], v[6], v[11], v[12], m[s[10]], m[s[11]], n);
      mix(v[2], v[7], v[8], v[13], m[s[12]], m[s[13]], n);
      mix(v[3], v[4], v[9], v[14], m[s[14]], m[s[15]], n);
    }
    for (int i = 0; i < 8; i++) {
      xor(h[i], v[i], v[8 + i], n);
    }
  }

  private static void mix(long[] a, long[] b, long[] c, long[] d, long[] x, long[] y, int n) {
    add(a, b, x, n);
    turn(d, a, 32, n);
    add(c, d, n);
    turn(b, c, 24, n);
    add(a, b, y, n);
    turn(d, a, 16, n);
    add(c, d, n);
    turn(b, c, 63, n);
  }

  private static void add(long[] a, long[] b, long[] x, int n) {
    for (int i = 0; i < n; i++) {
      a[i] += b[i] + x[i];
    }
  }

  private static void add(long[] c, long[] d, int n) {
    for (int i = 0; i < n; i++) {
      c[i] += d[i];
    }
  }

  private static void turn(long[] d, long[] a, int right, int n) {
    for (int i = 0; i < n; i++) {
      long t = d[i] ^ a[i];
      d[i] = t >>> right | t << 64 - right;
    }
  }

  private static void xor(long[] h, long[] low, long[] high, int n) {
    for (int i = 0; i < n; i++) {
      h[i] ^= low[i] ^ high[i];
    }
  }

  @Override
  void store(int lane, byte[] into, int at, int length) {
    for (int word = 0; word < hash.length / Long.BYTES; word++) {
      LittleEndian.putLong(hash, word * Long.BYTES, h[word][lane]);
    }
    System.arraycopy(hash, 0, into, at, length);
  }
}
