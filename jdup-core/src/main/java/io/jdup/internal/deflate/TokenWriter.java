package io.jdup.internal.deflate;

/**
 * Writes tokens as deflate blocks, each with a code made for it or with the fixed one, whichever is
 * shorter. Not thread-safe.
 *
 * <p>Source: RFC 1951 sections 3.2.3 to 3.2.7.
 */
final class TokenWriter {
  private static final int FIXED = 1;
  private static final int DYNAMIC = 2;
  private static final int MAX_BITS = 15;
  private static final int MAX_CODE_LENGTH_BITS = 7;
  private static final int BLOCK_HEADER_BYTES = 16; // its type and what rounding loses

  private final PrefixCode literals = new PrefixCode(Tokens.LITERAL_SYMBOLS, MAX_BITS);
  private final PrefixCode distances = new PrefixCode(Tokens.DISTANCE_SYMBOLS, MAX_BITS);
  private final CodeLengths header = new CodeLengths(MAX_CODE_LENGTH_BITS);
  private final FixedCode fixed = new FixedCode();
  private final int[] literalBits = new int[256]; // number of bits << 24 | bits, first lowest
  private final int[] lengthBits = new int[Tokens.MAX_MATCH + 1]; // likewise, with the extra bits

  // Number of extra bits << 24 | number of bits << 16 | bits, first lowest.
  private final int[] distanceBits = new int[Tokens.DISTANCE_SYMBOLS];

  /**
   * Writes the tokens as one block, which is not the last, and returns true; writes nothing if that
   * would take {@code storedBits} or more.
   */
  boolean writeIfShorter(Tokens tokens, long storedBits, BitOutput out) {
    literals.build(tokens.literalCounts);
    distances.build(tokens.distanceCounts);
    header.encode(literals.lengths, distances.lengths);
    long dynamicBits = header.bits() + bitsOf(tokens, literals.lengths, distances.lengths);
    long fixedBits = bitsOf(tokens, fixed.literalLengths, fixed.distanceLengths);
    long bits = Math.min(dynamicBits, fixedBits);
    if (bits >= storedBits) {
      return false;
    }
    out.reserve((int) (bits / 8) + BLOCK_HEADER_BYTES);
    if (dynamicBits < fixedBits) {
      out.write(DYNAMIC << 1, 3);
      header.write(out);
      writeTokens(
          tokens, literals.lengths, literals.codes, distances.lengths, distances.codes, out);
    } else {
      out.write(FIXED << 1, 3);
      writeTokens(
          tokens,
          fixed.literalLengths,
          fixed.literalCodes,
          fixed.distanceLengths,
          fixed.distanceCodes,
          out);
    }
    return true;
  }

  private static long bitsOf(Tokens tokens, byte[] literalLengths, byte[] distanceLengths) {
    long bits = 0;
    for (int symbol = 0; symbol < Tokens.LITERAL_SYMBOLS; symbol++) {
      int each = literalLengths[symbol] + Tokens.LENGTH_EXTRA[symbol];
      bits += (long) tokens.literalCounts[symbol] * each;
    }
    for (int symbol = 0; symbol < Tokens.DISTANCE_SYMBOLS; symbol++) {
      int each = distanceLengths[symbol] + Tokens.DISTANCE_EXTRA[symbol];
      bits += (long) tokens.distanceCounts[symbol] * each;
    }
    return bits;
  }

  private void writeTokens(
      Tokens tokens,
      byte[] literalLengths,
      int[] literalCodes,
      byte[] distanceLengths,
      int[] distanceCodes,
      BitOutput out) {
    for (int i = 0; i < 256; i++) {
      literalBits[i] = literalLengths[i] << 24 | literalCodes[i];
    }
    for (int length = 3; length <= Tokens.MAX_MATCH; length++) {
      int symbol = Tokens.LENGTH_SYMBOL[length];
      int bits = literalLengths[symbol];
      int extra = length - Tokens.LENGTH_BASE[symbol];
      lengthBits[length] =
          bits + Tokens.LENGTH_EXTRA[symbol] << 24 | extra << bits | literalCodes[symbol];
    }
    for (int symbol = 0; symbol < Tokens.DISTANCE_SYMBOLS; symbol++) {
      distanceBits[symbol] =
          Tokens.DISTANCE_EXTRA[symbol] << 24
              | distanceLengths[symbol] << 16
              | distanceCodes[symbol];
    }
    writeAll(tokens.tokens, tokens.count, out);
    out.write(literalCodes[Tokens.END_OF_BLOCK], literalLengths[Tokens.END_OF_BLOCK]);
  }

  // The hot loop: everything it changes is local.
  private void writeAll(int[] tokens, int count, BitOutput out) {
    int[] literal = literalBits;
    int[] lengths = lengthBits;
    int[] distant = distanceBits;
    byte[] bytes = out.bytes();
    int at = out.length();
    long pending = out.pending();
    int bits = out.pendingBits();
    for (int i = 0; i < count; i++) {
      int token = tokens[i];
      if (token >= 0) {
        int code = literal[token];
        pending |= (code & 0xffffffL) << bits;
        bits += code >>> 24;
      } else {
        int code = lengths[token >>> Tokens.LENGTH_SHIFT & 0x1ff];
        pending |= (code & 0xffffffL) << bits;
        bits += code >>> 24;
        int distance = Tokens.distance(token);
        int symbol = Tokens.distanceSymbol(distance);
        int far = distant[symbol];
        int length = far >>> 16 & 0xff;
        int extra = far >>> 24;
        long offset = distance - 1 & (1L << extra) - 1; // less one, each symbol begins at zeros
        pending |= (far & 0xffffL | offset << length) << bits;
        bits += length + extra;
      }
      Words.putLong(bytes, at, pending);
      at += bits >>> 3;
      pending >>>= bits & ~7;
      bits &= 7;
    }
    out.resume(at, pending, bits);
  }
}
