package io.jdup.internal.restore;

import io.jdup.rsync.Basis;

/** A basis that is a few bytes in memory. */
final class MemoryBasis implements Basis {
  private final byte[] bytes;

  /** Reads {@code bytes}, which belong to this from now on. */
  MemoryBasis(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) {
    if (position >= bytes.length) {
      return -1;
    }
    int count = (int) Math.min(length, bytes.length - position);
    System.arraycopy(bytes, (int) position, into, offset, count);
    return count;
  }
}
