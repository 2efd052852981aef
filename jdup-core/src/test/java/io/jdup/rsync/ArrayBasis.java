package io.jdup.rsync;

/** An old file in memory, of which at most 1000 bytes are read at a time. */
public final class ArrayBasis implements Basis {
  private static final int MOST_BYTES = 1000;

  private final byte[] bytes;

  /** Reads from {@code bytes}. */
  public ArrayBasis(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) {
    int count = (int) Math.min(Math.min(length, MOST_BYTES), bytes.length - position);
    if (count <= 0) {
      return -1;
    }
    System.arraycopy(bytes, (int) position, into, offset, count);
    return count;
  }
}
