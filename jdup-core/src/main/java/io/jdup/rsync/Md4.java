package io.jdup.rsync;

import java.util.Arrays;

/**
 * MD4. Many equal blocks go through {@link Md4Lanes}, the rest through here, one at a time.
 *
 * <p>Source: RFC 1320.
 */
final class Md4 extends BlockDigest {
  static final int INIT_A = 0x67452301;
  static final int INIT_B = 0xefcdab89;
  static final int INIT_C = 0x98badcfe;
  static final int INIT_D = 0x10325476;
  static final int ROUND_2 = 0x5a827999; // the square root of 2
  static final int ROUND_3 = 0x6ed9eba1; // the square root of 3
  static final int UNIT = 64; // bytes the compression function takes

  private static final int LENGTH_AT = 56; // in the last unit, in bits, 8 bytes
  private final byte[] pending = new byte[UNIT];
  private final byte[] hash = new byte[16];
  private int a;
  private int b;
  private int c;
  private int d;
  private long length; // bytes

  @Override
  void reset() {
    a = INIT_A;
    b = INIT_B;
    c = INIT_C;
    d = INIT_D;
    length = 0;
  }

  @Override
  void update(byte[] data, int offset, int count) {
    int filled = (int) (length % UNIT);
    length += count;
    int from = offset;
    int rest = count;
    if (filled > 0) {
      int taken = Math.min(rest, UNIT - filled);
      System.arraycopy(data, from, pending, filled, taken);
      from += taken;
      rest -= taken;
      if (filled + taken < UNIT) {
        return;
      }
      compress(pending, 0);
    }
    for (; rest >= UNIT; rest -= UNIT, from += UNIT) {
      compress(data, from);
    }
    System.arraycopy(data, from, pending, 0, rest);
  }

  @Override
  void finish(byte[] into, int at, int hashLength) {
    int filled = (int) (length % UNIT);
    pending[filled++] = (byte) 0x80;
    if (filled > LENGTH_AT) {
      Arrays.fill(pending, filled, UNIT, (byte) 0);
      compress(pending, 0);
      filled = 0;
    }
    Arrays.fill(pending, filled, LENGTH_AT, (byte) 0);
    LittleEndian.putLong(pending, LENGTH_AT, length * 8);
    compress(pending, 0);
    store(a, b, c, d, hash);
    System.arraycopy(hash, 0, into, at, hashLength);
  }

  static void store(int a, int b, int c, int d, byte[] hash) {
    LittleEndian.putInt(hash, 0, a);
    LittleEndian.putInt(hash, 4, b);
    LittleEndian.putInt(hash, 8, c);
    LittleEndian.putInt(hash, 12, d);
  }

  @Override
  DigestLanes newLanes() {
    return new Md4Lanes();
  }

  // Each step waits for the one before in b alone, so all that does without b is added up first:
  // half as fast again as the functions as RFC 1320 writes them, of which these are equivalents.
  private static int f(int a, int b, int c, int d, int x, int shift) {
    return Integer.rotateLeft((a + x) + (d ^ b & (c ^ d)), shift);
  }

  private static int g(int a, int b, int c, int d, int x, int shift) {
    return Integer.rotateLeft((a + x + ROUND_2 + (c & d)) + (b & (c ^ d)), shift);
  }

  private static int h(int a, int b, int c, int d, int x, int shift) {
    return Integer.rotateLeft((a + x + ROUND_3) + (b ^ (c ^ d)), shift);
  }

  /** Takes one unit in. Written out, so that all of it stays in registers. */
  private void compress(byte[] p, int o) {
    int p0 = a;
    int p1 = b;
    int p2 = c;
    int p3 = d;
    for (int k = 0; k < UNIT; k += 16) {
      p0 = f(p0, p1, p2, p3, LittleEndian.getInt(p, o + k), 3);
      p3 = f(p3, p0, p1, p2, LittleEndian.getInt(p, o + k + 4), 7);
      p2 = f(p2, p3, p0, p1, LittleEndian.getInt(p, o + k + 8), 11);
      p1 = f(p1, p2, p3, p0, LittleEndian.getInt(p, o + k + 12), 19);
    }
    for (int k = 0; k < 16; k += 4) {
      p0 = g(p0, p1, p2, p3, LittleEndian.getInt(p, o + k), 3);
      p3 = g(p3, p0, p1, p2, LittleEndian.getInt(p, o + k + 16), 5);
      p2 = g(p2, p3, p0, p1, LittleEndian.getInt(p, o + k + 32), 9);
      p1 = g(p1, p2, p3, p0, LittleEndian.getInt(p, o + k + 48), 13);
    }
    for (int m = 0; m < 4; m++) {
      int k = o + ((m & 1) << 3 | (m & 2) << 1); // words 0, 2, 1, 3
      p0 = h(p0, p1, p2, p3, LittleEndian.getInt(p, k), 3);
      p3 = h(p3, p0, p1, p2, LittleEndian.getInt(p, k + 32), 9);
      p2 = h(p2, p3, p0, p1, LittleEndian.getInt(p, k + 16), 11);
      p1 = h(p1, p2, p3, p0, LittleEndian.getInt(p, k + 48), 15);
    }
    a += p0;
    b += p1;
    c += p2;
    d += p3;
  }
}
