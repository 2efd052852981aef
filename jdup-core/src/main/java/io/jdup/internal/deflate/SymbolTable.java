package io.jdup.internal.deflate;

import java.util.Arrays;

/**
 * A prefix code turned into a table: the next bits of a stream are the index of an entry, which
 * tells what they mean. Codes longer than the index go on in a table of their own. Not thread-safe.
 *
 * <p>An entry, from the lowest bit: 6 bits, how many bits symbol and extra bits take; {@link
 * #SPECIAL}, {@link #LONGER}; 4 bits, how many of them are the symbol's; from {@link #VALUE_SHIFT}
 * on 15 bits of value; {@link #LITERAL}. A special entry is a longer code, whose table begins at
 * the value and has the symbol's bits as its width, or {@link #END_OF_BLOCK}, or else no code.
 *
 * <p>Source: RFC 1951 section 3.2.2.
 */
final class SymbolTable {
  static final int LITERAL = 1 << 31;
  static final int SPECIAL = 1 << 6;
  static final int LONGER = 1 << 7;
  static final int SYMBOL_SHIFT = 8;
  static final int VALUE_SHIFT = 16;
  static final int END_OF_BLOCK = SPECIAL | 1 << VALUE_SHIFT;

  private static final int INVALID = SPECIAL;
  private static final int MAX_BITS = 15;

  final int[] entries;
  final int width; // bits of the index
  private final int[] meanings;
  private final int[] sorted;
  private final int[] counts = new int[MAX_BITS + 2];
  private final int[] offsets = new int[MAX_BITS + 2];

  private SymbolTable(int[] meanings, int width) {
    this.meanings = meanings;
    this.width = width;
    sorted = new int[meanings.length];
    entries = new int[(1 << width) + (meanings.length << MAX_BITS - width)];
  }

  /** A table of literals and lengths. */
  static SymbolTable ofLiterals(int width) {
    int[] meanings = new int[FixedCode.LITERALS]; // the last two have codes, but no meaning
    Arrays.fill(meanings, INVALID);
    for (int symbol = 0; symbol < Tokens.END_OF_BLOCK; symbol++) {
      meanings[symbol] = LITERAL | symbol << VALUE_SHIFT;
    }
    meanings[Tokens.END_OF_BLOCK] = END_OF_BLOCK;
    for (int symbol = Tokens.END_OF_BLOCK + 1; symbol < Tokens.LITERAL_SYMBOLS; symbol++) {
      meanings[symbol] = Tokens.LENGTH_BASE[symbol] << VALUE_SHIFT | Tokens.LENGTH_EXTRA[symbol];
    }
    return new SymbolTable(meanings, width);
  }

  /** A table of distances. */
  static SymbolTable ofDistances(int width) {
    int[] meanings = new int[FixedCode.DISTANCES];
    Arrays.fill(meanings, INVALID);
    for (int symbol = 0; symbol < Tokens.DISTANCE_SYMBOLS; symbol++) {
      meanings[symbol] =
          Tokens.DISTANCE_BASE[symbol] << VALUE_SHIFT | Tokens.DISTANCE_EXTRA[symbol];
    }
    return new SymbolTable(meanings, width);
  }

  /** A table of {@code symbols} symbols that mean their own number; no code is longer than it. */
  static SymbolTable ofNumbers(int symbols, int width) {
    int[] meanings = new int[symbols];
    for (int symbol = 0; symbol < symbols; symbol++) {
      meanings[symbol] = symbol << VALUE_SHIFT;
    }
    return new SymbolTable(meanings, width);
  }

  /**
   * Takes over the code whose lengths stand at {@code from} up to {@code to}; the length 0 means
   * that a symbol does not occur.
   *
   * @param mayBeIncomplete whether a single code of one bit, or none at all, is a code as well
   */
  void build(byte[] lengths, int from, int to, boolean mayBeIncomplete)
      throws DamagedDeflateException {
    Arrays.fill(counts, 0);
    for (int i = from; i < to; i++) {
      counts[lengths[i]]++;
    }
    int used = to - from - counts[0];
    int left = 1; // codes of the present length that are not taken
    int longest = 0;
    for (int length = 1; length <= MAX_BITS; length++) {
      left = 2 * left - counts[length];
      if (left < 0) {
        throw new DamagedDeflateException("more codes than bits allow");
      }
      longest = counts[length] > 0 ? length : longest;
    }
    if (left > 0) {
      if (!mayBeIncomplete || longest > 1) {
        throw new DamagedDeflateException("codes are missing");
      }
      Arrays.fill(entries, 0, 1 << width, INVALID);
    }
    sort(lengths, from, to);
    fill(lengths, from, used, longest);
  }

  private void sort(byte[] lengths, int from, int to) {
    offsets[1] = 0;
    for (int length = 1; length <= MAX_BITS; length++) {
      offsets[length + 1] = offsets[length] + counts[length];
    }
    for (int i = from; i < to; i++) {
      if (lengths[i] != 0) {
        sorted[offsets[lengths[i]]++] = i - from;
      }
    }
  }

  private void fill(byte[] lengths, int from, int used, int longest) {
    int code = 0; // in the order of the stream: its first bit is the lowest
    int next = 1 << width; // where the next table of longer codes begins
    int table = 0;
    int tableWidth = 0;
    int prefix = -1;
    for (int i = 0; i < used; i++) {
      int symbol = sorted[i];
      int length = lengths[from + symbol];
      if (length <= width) {
        put(entry(meanings[symbol], length), 0, width, code, length);
      } else {
        int begin = code & (1 << width) - 1;
        if (begin != prefix) {
          prefix = begin;
          table = next;
          tableWidth = tableWidth(i, length, used, longest, lengths, from);
          next += 1 << tableWidth;
          entries[prefix] =
              SPECIAL | LONGER | table << VALUE_SHIFT | tableWidth << SYMBOL_SHIFT | width;
        }
        int rest = length - width;
        put(entry(meanings[symbol], rest), table, tableWidth, code >>> width, rest);
      }
      code = successor(code, length);
    }
  }

  // Wide enough for all codes that begin as this one does: they follow it, the longest at the end.
  private int tableWidth(int first, int length, int used, int longest, byte[] lengths, int from) {
    int bits = length - width;
    int room = 1 << bits;
    int i = first;
    while (bits + width < longest) {
      while (i < used && lengths[from + sorted[i]] == bits + width) {
        room--;
        i++;
      }
      if (room <= 0) {
        break;
      }
      bits++;
      room <<= 1;
    }
    return bits;
  }

  private static int entry(int meaning, int length) {
    return (meaning & SPECIAL) != 0 ? meaning | length : meaning + length | length << SYMBOL_SHIFT;
  }

  private void put(int entry, int table, int tableWidth, int code, int length) {
    int end = table + (1 << tableWidth);
    for (int at = table + code; at < end; at += 1 << length) {
      entries[at] = entry;
    }
  }

  /** Returns the code after {@code code} of {@code length} bits; it begins with its lowest bit. */
  private static int successor(int code, int length) {
    int bit = 1 << length - 1;
    int rest = code;
    while ((rest & bit) != 0) {
      rest &= ~bit;
      bit >>>= 1;
    }
    return rest | bit;
  }
}
