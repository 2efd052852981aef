package io.jdup.rsync;

import java.util.Arrays;

/**
 * BLAKE2b with a digest of 32 bytes and no key.
 *
 * <p>Source: RFC 7693.
 */
final class Blake2b extends BlockDigest {
  static final int UNIT = 128; // bytes the compression function takes
  static final int HASH_LENGTH = 32;
  static final int ROUNDS = 12;
  static final long PARAMETERS = 0x01010000L | HASH_LENGTH; // depth 1, fan-out 1, no key
  static final long[] IV = {
    0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
    0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L
  };
  static final byte[][] SIGMA = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}
  };

  private final long[] state = new long[8];
  private final long[] words = new long[16];
  private final long[] working = new long[16];
  private final byte[] pending = new byte[UNIT];
  private final byte[] hash = new byte[HASH_LENGTH];
  private int filled; // of pending; a full unit waits, for it may be the last
  private long taken; // bytes that went through compress

  @Override
  void reset() {
    System.arraycopy(IV, 0, state, 0, state.length);
    state[0] ^= PARAMETERS;
    filled = 0;
    taken = 0;
  }

  @Override
  void update(byte[] data, int offset, int length) {
    int from = offset;
    int rest = length;
    if (filled > 0 && filled + rest > UNIT) {
      int missing = UNIT - filled;
      System.arraycopy(data, from, pending, filled, missing);
      compress(pending, 0, UNIT, false);
      filled = 0;
      from += missing;
      rest -= missing;
    }
    if (filled == 0) {
      for (; rest > UNIT; rest -= UNIT, from += UNIT) {
        compress(data, from, UNIT, false);
      }
    }
    System.arraycopy(data, from, pending, filled, rest);
    filled += rest;
  }

  @Override
  void finish(byte[] into, int at, int length) {
    Arrays.fill(pending, filled, UNIT, (byte) 0);
    compress(pending, 0, filled, true);
    for (int i = 0; i < HASH_LENGTH / Long.BYTES; i++) {
      LittleEndian.putLong(hash, i * Long.BYTES, state[i]);
    }
    System.arraycopy(hash, 0, into, at, length);
  }

  @Override
  DigestLanes newLanes() {
    return new Blake2bLanes();
  }

  private void compress(byte[] data, int offset, int length, boolean last) {
    taken += length;
    for (int i = 0; i < words.length; i++) {
      words[i] = LittleEndian.getLong(data, offset + i * Long.BYTES);
    }
    mix(state, words, taken, last ? -1L : 0L, working);
  }

  private static void mix(long[] h, long[] m, long counter, long lastMask, long[] v) {
    System.arraycopy(h, 0, v, 0, 8);
    System.arraycopy(IV, 0, v, 8, 8);
    v[12] ^= counter;
    v[14] ^= lastMask;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] s = SIGMA[round % SIGMA.length];
      mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
      mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
      mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
      mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
      mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
      mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
      mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
      mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
    }
    for (int i = 0; i < h.length; i++) {
      h[i] ^= v[i] ^ v[i + 8];
    }
  }

  private static void mix(long[] v, int a, int b, int c, int d, long x, long y) {
    v[a] += v[b] + x;
    v[d] = Long.rotateRight(v[d] ^ v[a], 32);
    v[c] += v[d];
    v[b] = Long.rotateRight(v[b] ^ v[c], 24);
    v[a] += v[b] + y;
    v[d] = Long.rotateRight(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = Long.rotateRight(v[b] ^ v[c], 63);
  }
}
