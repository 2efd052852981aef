package io.jdup.rsync;

/**
 * What a signature's header says.
 *
 * @param weak the checksum that finds candidates
 * @param strong the hash that decides
 * @param blockLength bytes of the basis that one entry covers, at least 1; the last may cover less
 * @param strongLength bytes of the strong sum that are stored, from 1 to its whole length
 */
public record SignatureFormat(WeakSum weak, StrongSum strong, int blockLength, int strongLength) {
  /** What duplicity stores of each strong sum. */
  public static final int DUPLICITY_STRONG_LENGTH = 8;

  private static final int MAGIC = 0x72730136; // "rs", 01: signature, 36: MD4 and rollsum
  private static final int BLAKE2_BIT = 0x01;
  private static final int RABIN_KARP_STEP = 0x10;

  /** Refuses lengths out of range. */
  public SignatureFormat {
    if (blockLength < 1) {
      throw new IllegalArgumentException("block length must be at least 1: " + blockLength);
    }
    if (strongLength < 1 || strongLength > strong.maxLength()) {
      throw new IllegalArgumentException(
          "strong length must be 1 to "
              + strong.maxLength()
              + " for "
              + strong
              + ": "
              + strongLength);
    }
  }

  /**
   * Returns the parameters duplicity chooses for a file of {@code fileSizeBytes}: MD4, rollsum, 8
   * bytes, and a block length of {@link BlockLength#duplicity}.
   */
  public static SignatureFormat duplicity(long fileSizeBytes, int maxBlockLength) {
    return new SignatureFormat(
        WeakSum.ROLLSUM,
        StrongSum.MD4,
        BlockLength.duplicity(fileSizeBytes, maxBlockLength),
        DUPLICITY_STRONG_LENGTH);
  }

  /** Returns the number a signature of these sums starts with. */
  public int magic() {
    return MAGIC
        + (strong == StrongSum.BLAKE2 ? BLAKE2_BIT : 0)
        + (weak == WeakSum.RABIN_KARP ? RABIN_KARP_STEP : 0);
  }

  /** Returns the length of one block's entry in bytes. */
  int entryLength() {
    return Integer.BYTES + strongLength;
  }
}
