package io.jdup.rsync;

/**
 * A weak sum over a window of bytes. The value is the whole state, so implementations are stateless
 * and thread-safe; each call works on many bytes, so none is made per byte.
 */
abstract class RollingSum {
  /** Returns the sum of no bytes at all. */
  abstract int empty();

  /** Returns the sum of a window of sum {@code sum} after {@code length} more bytes at its end. */
  abstract int append(int sum, byte[] data, int offset, int length);

  /**
   * Slides a window of {@code window} bytes along {@code data}: writes the sum of the window that
   * starts at {@code from + i} to {@code sums[at + i]} for each {@code i} below {@code count}.
   * {@code previous} is the sum of the window at {@code from - 1}.
   */
  abstract void slide(
      byte[] data, int from, int window, int previous, int[] sums, int at, int count);

  /**
   * Shortens a window from its front: writes the sum of the bytes from {@code from + i} to {@code
   * end} to {@code sums[i]}, for each {@code i} below {@code count}. {@code whole} is the first
   * one.
   */
  abstract void shrink(byte[] data, int from, int end, int whole, int[] sums, int count);

  /** Returns the sum of a block. */
  final int of(byte[] data, int offset, int length) {
    return append(empty(), data, offset, length);
  }
}
