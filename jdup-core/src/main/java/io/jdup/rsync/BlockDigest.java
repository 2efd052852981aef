package io.jdup.rsync;

import org.jspecify.annotations.Nullable;

/** A strong sum being computed, in pieces or for many blocks at once. Not thread-safe. */
abstract class BlockDigest {
  private @Nullable DigestLanes lanes; // made when first needed: short files do without

  /** Forgets what was added; also needed before the first byte is. */
  abstract void reset();

  abstract void update(byte[] data, int offset, int length);

  /** Ends the message and writes the first {@code length} bytes of its hash. */
  abstract void finish(byte[] into, int at, int length);

  abstract DigestLanes newLanes();

  /**
   * Hashes {@code count} blocks of {@code blockLength} bytes that follow each other in {@code
   * data}, and writes the first {@code length} bytes of the hash of block {@code i} at {@code at +
   * i * stride}. Disturbs a message that was begun with {@link #update}.
   */
  final void digestBlocks(
      byte[] data,
      int offset,
      int blockLength,
      int count,
      byte[] into,
      int at,
      int stride,
      int length) {
    int done = 0;
    while (count - done >= DigestLanes.MIN_LANES) {
      if (lanes == null) {
        lanes = newLanes();
      }
      if (blockLength % lanes.unit() != 0) {
        break;
      }
      int now = Math.min(count - done, lanes.maxLanes());
      lanes.digest(data, offset + done * blockLength, blockLength, now);
      for (int lane = 0; lane < now; lane++) {
        lanes.store(lane, into, at + (done + lane) * stride, length);
      }
      done += now;
    }
    for (; done < count; done++) {
      reset();
      update(data, offset + done * blockLength, blockLength);
      finish(into, at + done * stride, length);
    }
  }
}
