package io.jdup.internal.deflate;

import java.util.Arrays;

/**
 * The code that both sides know. Immutable. It has codes of two lengths and two distances that are
 * never used.
 *
 * <p>Source: RFC 1951 section 3.2.6.
 */
final class FixedCode {
  static final int LITERALS = Tokens.LITERAL_SYMBOLS + 2;
  static final int DISTANCES = Tokens.DISTANCE_SYMBOLS + 2;

  final byte[] literalLengths = new byte[LITERALS];
  final int[] literalCodes = new int[LITERALS];
  final byte[] distanceLengths = new byte[DISTANCES];
  final int[] distanceCodes = new int[DISTANCES];

  FixedCode() {
    range(0, 144, 8, 0x30);
    range(144, 256, 9, 0x190);
    range(256, 280, 7, 0);
    range(280, LITERALS, 8, 0xc0);
    Arrays.fill(distanceLengths, (byte) 5);
    for (int symbol = 0; symbol < distanceCodes.length; symbol++) {
      distanceCodes[symbol] = Integer.reverse(symbol) >>> 32 - 5;
    }
  }

  private void range(int from, int to, int bits, int firstCode) {
    for (int symbol = from; symbol < to; symbol++) {
      literalLengths[symbol] = (byte) bits;
      literalCodes[symbol] = Integer.reverse(firstCode + symbol - from) >>> 32 - bits;
    }
  }
}
