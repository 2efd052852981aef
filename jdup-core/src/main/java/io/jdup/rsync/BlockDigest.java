package io.jdup.rsync;

/** A strong sum being computed, in pieces or for many blocks at once. Not thread-safe. */
abstract class BlockDigest {
  /** Forgets what was added; also needed before the first byte is. */
  abstract void reset();

  abstract void update(byte[] data, int offset, int length);

  /** Ends the message and writes the first {@code length} bytes of its hash. */
  abstract void finish(byte[] into, int at, int length);

  /**
   * Hashes {@code count} blocks of {@code blockLength} bytes that follow each other in {@code
   * data}, and writes the first {@code length} bytes of the hash of block {@code i} at {@code at +
   * i * stride}. Disturbs a message that was begun with {@link #update}.
   */
  void digestBlocks(
      byte[] data,
      int offset,
      int blockLength,
      int count,
      byte[] into,
      int at,
      int stride,
      int length) {
    for (int i = 0; i < count; i++) {
      reset();
      update(data, offset + i * blockLength, blockLength);
      finish(into, at + i * stride, length);
    }
  }
}
