package io.jdup.internal.deflate;

import java.util.Arrays;

/** Bits in the order of RFC 1951, into an array that grows. Not thread-safe. */
final class BitOutput {
  private byte[] bytes = new byte[64 * 1024];
  private int length; // whole bytes
  private long pending; // bits that make up no byte yet
  private int pendingBits; // 0 to 7

  void clear() {
    length = 0;
    pending = 0;
    pendingBits = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns how many whole bytes there are. */
  int length() {
    return length;
  }

  /** Makes room for {@code count} more bytes and a word that may be written beyond them. */
  void reserve(int count) {
    int needed = length + count + 2 * Long.BYTES;
    if (bytes.length < needed) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + bytes.length / 2));
    }
  }

  /** Appends the low {@code count} bits of {@code bits}, at most 32; there must be room. */
  void write(int bits, int count) {
    pending |= (bits & 0xffffffffL) << pendingBits;
    pendingBits += count;
    Words.putLong(bytes, length, pending);
    length += pendingBits >>> 3;
    pending >>>= pendingBits & ~7;
    pendingBits &= 7;
  }

  /** Fills the byte that is begun with zeros. */
  void align() {
    if (pendingBits > 0) {
      write(0, 8 - pendingBits);
    }
  }

  /** Appends whole bytes; to be called on a byte border only. */
  void append(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  long pending() {
    return pending;
  }

  int pendingBits() {
    return pendingBits;
  }

  /** Takes over what someone wrote into {@link #bytes} by themselves. */
  void resume(int newLength, long newPending, int newPendingBits) {
    length = newLength;
    pending = newPending;
    pendingBits = newPendingBits;
  }
}
