package io.jdup.rsync;

/**
 * A strong sum of many blocks of one length side by side. Lane {@code i} of each array belongs to
 * block {@code i}; every step of the hash is one plain loop over the lanes, which C2 turns into
 * vector instructions. About four times as fast as one block after the other.
 *
 * <p>Merging steps into one loop reads better and halves the speed: C2 does not vectorise that.
 */
abstract class DigestLanes {
  /** Fewer blocks than this are faster one by one. */
  static final int MIN_LANES = 8;

  /** Returns how many blocks fit. */
  abstract int maxLanes();

  /** Returns what a block's length must be a multiple of, in bytes. */
  abstract int unit();

  /** Hashes {@code count} blocks that follow each other in {@code data}. */
  abstract void digest(byte[] data, int offset, int blockLength, int count);

  /** Writes the first {@code length} bytes of the hash of {@code lane}. */
  abstract void store(int lane, byte[] into, int at, int length);
}
