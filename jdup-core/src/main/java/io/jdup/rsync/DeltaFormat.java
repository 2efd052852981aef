package io.jdup.rsync;

/**
 * The numbers of the delta format.
 *
 * <p>Source: format section 5.3, checked against rdiff 2.3.2.
 */
final class DeltaFormat {
  static final int MAGIC = 0x72730236;
  static final int END = 0x00;
  static final int MAX_SHORT_LITERAL = 0x40; // the opcode is the length
  static final int LITERAL = 0x41; // + log2 of the width of its length
  static final int COPY = 0x45; // + 4 * log2 of the offset's width + log2 of the length's
  static final int RESERVED = 0x55; // and above

  private DeltaFormat() {}

  /** Returns 0 to 3: how often 1 byte must double to hold {@code value}. */
  static int widthCode(long value) {
    if (value >>> 8 == 0) {
      return 0;
    }
    if (value >>> 16 == 0) {
      return 1;
    }
    return value >>> 32 == 0 ? 2 : 3;
  }
}
