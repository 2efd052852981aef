package io.jdup.internal.deflate;

import java.util.Arrays;

/**
 * The two codes of a block, read from its header or known to both sides. Not thread-safe.
 *
 * <p>Source: RFC 1951 sections 3.2.6 and 3.2.7.
 */
final class BlockCodes {
  /** More bytes than the longest header takes. */
  static final int MAX_HEADER_BYTES = 640;

  static final int LITERAL_WIDTH = 11;
  static final int DISTANCE_WIDTH = 8;

  private static final int LENGTH_WIDTH = 7;

  final SymbolTable literals = SymbolTable.ofLiterals(LITERAL_WIDTH);
  final SymbolTable distances = SymbolTable.ofDistances(DISTANCE_WIDTH);
  private final SymbolTable lengthCode = SymbolTable.ofNumbers(CodeLengths.SYMBOLS, LENGTH_WIDTH);
  private boolean fixed; // what the tables hold
  private final byte[] lengths = new byte[Tokens.LITERAL_SYMBOLS + Tokens.DISTANCE_SYMBOLS];

  /** Takes the codes that need no header. */
  void takeFixed() throws DamagedDeflateException {
    if (fixed) {
      return; // building tables takes longer than reading an empty block
    }
    var known = new FixedCode();
    literals.build(known.literalLengths, 0, FixedCode.LITERALS, /* mayBeIncomplete= */ false);
    distances.build(known.distanceLengths, 0, FixedCode.DISTANCES, /* mayBeIncomplete= */ false);
    fixed = true;
  }

  /** Reads the codes of a block from {@code in}, which has as many bytes as there may be. */
  void read(BitInput in) throws DamagedDeflateException {
    fixed = false;
    int literalCount = 257 + in.take(5);
    int distanceCount = 1 + in.take(5);
    int ordered = 4 + in.take(4);
    if (literalCount > Tokens.LITERAL_SYMBOLS || distanceCount > Tokens.DISTANCE_SYMBOLS) {
      throw new DamagedDeflateException("too many symbols");
    }
    Arrays.fill(lengths, 0, CodeLengths.SYMBOLS, (byte) 0);
    for (int i = 0; i < ordered; i++) {
      lengths[CodeLengths.ORDER[i]] = (byte) in.take(3);
    }
    in.checkNotPastEnd();
    lengthCode.build(lengths, 0, CodeLengths.SYMBOLS, /* mayBeIncomplete= */ false);
    readLengths(in, literalCount + distanceCount);
    if (lengths[Tokens.END_OF_BLOCK] == 0) {
      throw new DamagedDeflateException("a block without end");
    }
    literals.build(lengths, 0, literalCount, /* mayBeIncomplete= */ true);
    distances.build(
        lengths, literalCount, literalCount + distanceCount, /* mayBeIncomplete= */ true);
  }

  private void readLengths(BitInput in, int total) throws DamagedDeflateException {
    int at = 0;
    while (at < total) {
      in.checkNotPastEnd();
      in.refill();
      int entry = lengthCode.entries[(int) in.bits & (1 << LENGTH_WIDTH) - 1];
      in.drop(entry & 0x3f);
      int symbol = entry >>> SymbolTable.VALUE_SHIFT;
      if (symbol < CodeLengths.COPY_PREVIOUS) {
        lengths[at++] = (byte) symbol;
        continue;
      }
      byte repeated = 0;
      int times;
      if (symbol == CodeLengths.COPY_PREVIOUS) {
        if (at == 0) {
          throw new DamagedDeflateException("nothing to repeat");
        }
        repeated = lengths[at - 1];
        times = 3 + in.take(2);
      } else {
        times = symbol == CodeLengths.ZEROS_SHORT ? 3 + in.take(3) : 11 + in.take(7);
      }
      if (times > total - at) {
        in.checkNotPastEnd();
        throw new DamagedDeflateException("too many lengths of codes");
      }
      Arrays.fill(lengths, at, at + times, repeated);
      at += times;
    }
    in.checkNotPastEnd();
  }
}
