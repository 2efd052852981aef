package io.jdup.fuzz;

import io.jdup.rsync.Basis;

/** An old file in memory. */
final class BytesBasis implements Basis {
  private final byte[] bytes;

  BytesBasis(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) {
    int count = (int) Math.min(length, bytes.length - position);
    if (count <= 0) {
      return -1;
    }
    System.arraycopy(bytes, (int) position, into, offset, count);
    return count;
  }
}
