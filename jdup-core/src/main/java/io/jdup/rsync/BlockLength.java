package io.jdup.rsync;

/** Which block length the programs choose for a file: a short file wants short blocks. */
public final class BlockLength {
  /** Duplicity's default for {@code --max-blocksize}, in bytes. */
  public static final int DUPLICITY_MAX = 2048;

  /** What rdiff takes when it cannot know the size beforehand, as with a pipe. */
  public static final int RDIFF_UNKNOWN_SIZE = 2048;

  /** What {@code rdiff -S -1} takes then, in bytes of the strong sum. */
  public static final int RDIFF_UNKNOWN_SIZE_STRONG_LENGTH = 12;

  private static final int DUPLICITY_STEP = 512;
  private static final int DUPLICITY_BLOCK_COUNT = 2000;
  private static final int RDIFF_STEP = 128;
  private static final int RDIFF_MIN = 256;

  private BlockLength() {}

  /**
   * Returns the length duplicity picks for a file of {@code fileSizeBytes}: about 2000 blocks to a
   * file, rounded down to 512 bytes, never below 512; then at most {@code maxBlockLength}.
   *
   * <p>Source: the sigtars of duplicity 0.8.22 (testdata/vectors/blocksize.json).
   */
  public static int duplicity(long fileSizeBytes, int maxBlockLength) {
    requireSize(fileSizeBytes);
    if (maxBlockLength < 1) {
      throw new IllegalArgumentException(
          "largest block length must be positive: " + maxBlockLength);
    }
    long steps = fileSizeBytes / ((long) DUPLICITY_BLOCK_COUNT * DUPLICITY_STEP);
    return steps == 0 ? DUPLICITY_STEP : (int) Math.min(steps * DUPLICITY_STEP, maxBlockLength);
  }

  /**
   * Returns the length rdiff recommends: the square root of the size, rounded down to 128, at least
   * 256.
   *
   * <p>Source: the headers that rdiff 2.3.2 writes for sparse files of 0 bytes to 8 TiB.
   */
  public static int rdiff(long fileSizeBytes) {
    requireSize(fileSizeBytes);
    int root = (int) Math.min(floorOfRoot(fileSizeBytes), Integer.MAX_VALUE);
    return Math.max(RDIFF_MIN, root / RDIFF_STEP * RDIFF_STEP);
  }

  private static long floorOfRoot(long value) {
    long root = (long) Math.sqrt((double) value);
    return root * root > value ? root - 1 : root; // a double has too few digits for large sizes
  }

  /**
   * Returns the fewest bytes of a strong sum that rdiff thinks safe for a basis of {@code
   * fileSizeBytes} ({@code rdiff -S -1}): it grows with the size and with the number of blocks.
   *
   * <p>Source: fitted to the headers that rdiff 2.3.2 writes for sparse files of 0 bytes to 8 TiB
   * with blocks of 1, 512, 2048 and the recommended number of bytes.
   */
  public static int rdiffLeastStrongLength(long fileSizeBytes, int blockLength) {
    requireSize(fileSizeBytes);
    int sizeBits = floorOfLog2(fileSizeBytes + (1L << 24));
    int countBits = floorOfLog2(fileSizeBytes / blockLength + 1);
    return 2 + (sizeBits + countBits + 7) / 8;
  }

  private static int floorOfLog2(long value) {
    return 63 - Long.numberOfLeadingZeros(value);
  }

  private static void requireSize(long fileSizeBytes) {
    if (fileSizeBytes < 0) {
      throw new IllegalArgumentException("file size is negative: " + fileSizeBytes);
    }
  }
}
