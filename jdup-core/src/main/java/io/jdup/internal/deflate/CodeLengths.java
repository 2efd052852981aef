package io.jdup.internal.deflate;

import java.util.Arrays;

/**
 * The lengths of a block's two codes as its header has them: runs shortened, then Huffman-coded.
 * Not thread-safe.
 *
 * <p>Source: RFC 1951 section 3.2.7.
 */
final class CodeLengths {
  static final int SYMBOLS = 19;
  static final int COPY_PREVIOUS = 16; // 3 to 6 times, 2 extra bits
  static final int ZEROS_SHORT = 17; // 3 to 10, 3 extra bits
  private static final int ZEROS_LONG = 18; // 11 to 138, 7 extra bits

  /** The symbols in the order in which a header tells the lengths of their codes. */
  static final byte[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

  private static final int MIN_LITERALS = 257;
  private static final int MIN_ORDERED = 4;

  private final PrefixCode code;
  private final byte[] all = new byte[Tokens.LITERAL_SYMBOLS + Tokens.DISTANCE_SYMBOLS];
  private final int[] items = new int[all.length]; // extra bits << 8 | symbol
  private final int[] counts = new int[SYMBOLS];
  private int itemCount;
  private int literalCount;
  private int distanceCount;

  CodeLengths(int maxBits) {
    code = new PrefixCode(SYMBOLS, maxBits);
  }

  /** Takes in the lengths of the codes of literals and of distances. */
  void encode(byte[] literals, byte[] distances) {
    literalCount = usedLength(literals, MIN_LITERALS);
    distanceCount = usedLength(distances, 1);
    System.arraycopy(literals, 0, all, 0, literalCount);
    System.arraycopy(distances, 0, all, literalCount, distanceCount);
    itemCount = 0;
    Arrays.fill(counts, 0);
    int total = literalCount + distanceCount;
    for (int at = 0; at < total; ) {
      int run = at + 1;
      while (run < total && all[run] == all[at]) {
        run++;
      }
      addRun(all[at], run - at);
      at = run;
    }
    code.build(counts);
  }

  private static int usedLength(byte[] lengths, int min) {
    int length = lengths.length;
    while (length > min && lengths[length - 1] == 0) {
      length--;
    }
    return length;
  }

  private void addRun(int length, int times) {
    int left = times;
    if (length == 0) {
      for (; left >= 11; left -= Math.min(left, 138)) {
        add(ZEROS_LONG, Math.min(left, 138) - 11);
      }
      if (left >= 3) {
        add(ZEROS_SHORT, left - 3);
        left = 0;
      }
    } else {
      add(length, 0);
      left--;
      for (; left >= 3; left -= Math.min(left, 6)) {
        add(COPY_PREVIOUS, Math.min(left, 6) - 3);
      }
    }
    for (; left > 0; left--) {
      add(length, 0);
    }
  }

  private void add(int symbol, int extra) {
    items[itemCount++] = extra << 8 | symbol;
    counts[symbol]++;
  }

  private static int extraBits(int symbol) {
    return switch (symbol) {
      case COPY_PREVIOUS -> 2;
      case ZEROS_SHORT -> 3;
      case ZEROS_LONG -> 7;
      default -> 0;
    };
  }

  /** Returns how many bits {@link #write} writes, within a few. */
  int bits() {
    int bits = 5 + 5 + 4 + SYMBOLS * 3;
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
      bits += counts[symbol] * (code.lengths[symbol] + extraBits(symbol));
    }
    return bits;
  }

  /** Writes the header of a block with codes of its own, after the block's type. */
  void write(BitOutput out) {
    int ordered = SYMBOLS;
    while (ordered > MIN_ORDERED && code.lengths[ORDER[ordered - 1]] == 0) {
      ordered--;
    }
    out.write(literalCount - MIN_LITERALS, 5);
    out.write(distanceCount - 1, 5);
    out.write(ordered - MIN_ORDERED, 4);
    for (int i = 0; i < ordered; i++) {
      out.write(code.lengths[ORDER[i]], 3);
    }
    for (int i = 0; i < itemCount; i++) {
      int symbol = items[i] & 0xff;
      out.write(code.codes[symbol], code.lengths[symbol]);
      out.write(items[i] >>> 8, extraBits(symbol));
    }
  }
}
