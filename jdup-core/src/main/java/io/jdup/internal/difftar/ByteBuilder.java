package io.jdup.internal.difftar;

import java.util.Arrays;

/** A byte array that grows and is used again. Not thread-safe. */
final class ByteBuilder {
  private byte[] bytes;
  private int length;

  ByteBuilder(int capacity) {
    bytes = new byte[capacity];
  }

  /** Returns the array itself; it counts up to {@link #length} and until the next append. */
  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  void append(int b) {
    ensureRoomFor(1);
    bytes[length++] = (byte) b;
  }

  void append(byte[] more) {
    append(more, 0, more.length);
  }

  void append(byte[] more, int offset, int count) {
    ensureRoomFor(count);
    System.arraycopy(more, offset, bytes, length, count);
    length += count;
  }

  /** Appends {@code number}, which is not negative, in decimal digits. */
  void appendDecimal(long number) {
    int digits = decimalDigits(number);
    ensureRoomFor(digits);
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  /** Appends {@code count} zero bytes and returns where they start. */
  int appendZeros(int count) {
    ensureRoomFor(count);
    int start = length;
    Arrays.fill(bytes, start, start + count, (byte) 0);
    length += count;
    return start;
  }

  static int decimalDigits(long number) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private void ensureRoomFor(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), bytes.length * 2));
    }
  }
}
