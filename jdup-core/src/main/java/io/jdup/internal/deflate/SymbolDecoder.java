package io.jdup.internal.deflate;

/**
 * Turns the symbols of a block into bytes: where a backup is read, most of the time goes by here.
 * Not thread-safe.
 *
 * <p>Source: RFC 1951 section 3.2.3.
 */
final class SymbolDecoder {
  /** How many bytes behind the wanted end may be written to. */
  static final int SLACK_BYTES = Tokens.MAX_MATCH + 4 * Long.BYTES;

  private static final int LITERAL_MASK = (1 << BlockCodes.LITERAL_WIDTH) - 1;
  private static final int DISTANCE_MASK = (1 << BlockCodes.DISTANCE_WIDTH) - 1;
  private static final int BITS_MASK = 0x3f;
  private static final int WIDTH_MASK = 0xf;
  private static final long EACH_BYTE = 0x0101010101010101L;

  private final BitInput in;
  private final int[] literals;
  private final int[] distances;
  private int reached;
  private boolean ended;

  /** Decodes what {@code in} has in the present {@code codes}. */
  SymbolDecoder(BitInput in, BlockCodes codes) {
    this.in = in;
    literals = codes.literals.entries;
    distances = codes.distances.entries;
  }

  /** Returns up to where there are bytes now. */
  int reached() {
    return reached;
  }

  /** Returns whether the block is over. */
  boolean hasEnded() {
    return ended;
  }

  /**
   * Decodes into {@code out} from {@code start} on, which all bytes before belong to, at least one
   * symbol; goes on until {@code end} is reached, the block is over, or there is not enough input
   * for another round. {@link #reached} is true also if this fails.
   *
   * <p>One method, as what it holds in registers would have to go through memory otherwise.
   */
  void decode(byte[] out, int start, int end) throws DamagedDeflateException {
    final byte[] source = in.bytes;
    final int[] literals = this.literals;
    final int[] distances = this.distances;
    final int lastWords = in.lastWords();
    long bits = in.bits;
    int count = in.count;
    int position = in.position;
    int at = start;
    ended = false;
    do {
      bits |= Words.getLong(source, position) << count;
      position += 63 - count >>> 3;
      count |= 56;
      int entry = literals[(int) bits & LITERAL_MASK];
      // Two short literals and a length are at most 11 + 11 + 15 + 5 bits of the 56.
      if (entry < 0) {
        bits >>>= entry;
        count -= entry & BITS_MASK;
        out[at++] = (byte) (entry >>> SymbolTable.VALUE_SHIFT);
        entry = literals[(int) bits & LITERAL_MASK];
        if (entry < 0) {
          bits >>>= entry;
          count -= entry & BITS_MASK;
          out[at++] = (byte) (entry >>> SymbolTable.VALUE_SHIFT);
          entry = literals[(int) bits & LITERAL_MASK];
        }
      }
      if ((entry & SymbolTable.SPECIAL) != 0) {
        if ((entry & SymbolTable.LONGER) != 0) {
          bits >>>= entry;
          count -= entry & BITS_MASK;
          entry = longer(literals, entry, bits);
        }
        if ((entry & SymbolTable.SPECIAL) != 0) {
          keep(bits >>> entry, count - (entry & BITS_MASK), position, at);
          endBlock(entry);
          return;
        }
      }
      long extra = (bits & ~(-1L << entry)) >>> (entry >>> SymbolTable.SYMBOL_SHIFT);
      bits >>>= entry;
      count -= entry & BITS_MASK;
      if (entry < 0) {
        out[at++] = (byte) (entry >>> SymbolTable.VALUE_SHIFT);
        continue;
      }
      int to = at + (entry >>> SymbolTable.VALUE_SHIFT) + (int) extra;

      bits |= Words.getLong(source, position) << count;
      position += 63 - count >>> 3;
      count |= 56;
      entry = distances[(int) bits & DISTANCE_MASK];
      if ((entry & SymbolTable.LONGER) != 0) {
        bits >>>= entry;
        count -= entry & BITS_MASK;
        entry = longer(distances, entry, bits);
      }
      extra = (bits & ~(-1L << entry)) >>> (entry >>> SymbolTable.SYMBOL_SHIFT);
      bits >>>= entry;
      count -= entry & BITS_MASK;
      int distance = (entry >>> SymbolTable.VALUE_SHIFT) + (int) extra;
      boolean invalid = (entry & SymbolTable.SPECIAL) != 0;
      if (invalid || distance > at) {
        keep(bits, count, position, at);
        throw new DamagedDeflateException(
            invalid ? "no distance has this code" : "a repetition of what is not there");
      }
      copy(out, at, distance, to);
      at = to;
    } while (at < end && position <= lastWords);
    keep(bits, count, position, at);
  }

  private static int longer(int[] table, int entry, long bits) {
    int width = entry >>> SymbolTable.SYMBOL_SHIFT & WIDTH_MASK;
    return table[(entry >>> SymbolTable.VALUE_SHIFT) + ((int) bits & ~(-1 << width))];
  }

  // Whole words at a time, and so often more than wanted.
  private static void copy(byte[] out, int start, int distance, int to) {
    int at = start;
    int from = at - distance;
    if (distance >= Long.BYTES) {
      Words.putLong(out, at, Words.getLong(out, from));
      Words.putLong(out, at + Long.BYTES, Words.getLong(out, from + Long.BYTES));
      Words.putLong(out, at + 2 * Long.BYTES, Words.getLong(out, from + 2 * Long.BYTES));
      for (at += 3 * Long.BYTES; at < to; at += Long.BYTES) {
        Words.putLong(out, at, Words.getLong(out, at - distance));
      }
    } else if (distance == 1) {
      long word = (out[from] & 0xff) * EACH_BYTE;
      for (; at < to; at += Long.BYTES) {
        Words.putLong(out, at, word);
      }
    } else {
      while (at < to) {
        out[at++] = out[from++];
      }
    }
  }

  private void keep(long bits, int count, int position, int at) {
    in.bits = bits;
    in.count = count;
    in.position = position;
    reached = at;
  }

  private void endBlock(int entry) throws DamagedDeflateException {
    if ((entry & ~BITS_MASK) != SymbolTable.END_OF_BLOCK) {
      throw new DamagedDeflateException("no symbol has this code");
    }
    ended = true;
  }
}
