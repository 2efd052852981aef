package io.jdup.internal.deflate;

import java.util.Arrays;

/**
 * The literals and matches of one deflate block, with how often each symbol occurs, that of its end
 * among them. Not thread-safe.
 *
 * <p>Source: RFC 1951 section 3.2.5.
 */
final class Tokens {
  static final int MAX_MATCH = 258;
  static final int MAX_DISTANCE = 32 * 1024;
  static final int LITERAL_SYMBOLS = 286;
  static final int DISTANCE_SYMBOLS = 30;
  static final int END_OF_BLOCK = 256;

  static final int MATCH = 1 << 31; // else a literal
  static final int LENGTH_SHIFT = 15; // below stands the distance - 1

  private static final int FIRST_LENGTH_SYMBOL = 257;

  /** The symbol of each match length, and the first length and the extra bits of each symbol. */
  static final short[] LENGTH_SYMBOL = new short[MAX_MATCH + 1];

  static final int[] LENGTH_BASE = new int[LITERAL_SYMBOLS];
  static final int[] LENGTH_EXTRA = new int[LITERAL_SYMBOLS];
  static final int[] DISTANCE_BASE = new int[DISTANCE_SYMBOLS];
  static final int[] DISTANCE_EXTRA = new int[DISTANCE_SYMBOLS];

  static {
    int length = 3;
    for (int symbol = FIRST_LENGTH_SYMBOL; symbol < LITERAL_SYMBOLS - 1; symbol++) {
      int index = symbol - FIRST_LENGTH_SYMBOL;
      LENGTH_EXTRA[symbol] = index < 8 ? 0 : (index >> 2) - 1;
      LENGTH_BASE[symbol] = length;
      for (int i = 0; i < 1 << LENGTH_EXTRA[symbol] && length < MAX_MATCH; i++) {
        LENGTH_SYMBOL[length++] = (short) symbol;
      }
    }
    LENGTH_SYMBOL[MAX_MATCH] = LITERAL_SYMBOLS - 1; // the longest has a symbol of its own
    LENGTH_BASE[LITERAL_SYMBOLS - 1] = MAX_MATCH;
    int distance = 1;
    for (int symbol = 0; symbol < DISTANCE_SYMBOLS; symbol++) {
      DISTANCE_EXTRA[symbol] = symbol < 4 ? 0 : (symbol >> 1) - 1;
      DISTANCE_BASE[symbol] = distance;
      distance += 1 << DISTANCE_EXTRA[symbol];
    }
  }

  final int[] tokens;
  final int[] literalCounts = new int[LITERAL_SYMBOLS];
  final int[] distanceCounts = new int[DISTANCE_SYMBOLS];
  int count;

  /** Holds up to {@code capacity} tokens. */
  Tokens(int capacity) {
    tokens = new int[capacity];
  }

  void clear() {
    count = 0;
    Arrays.fill(literalCounts, 0);
    Arrays.fill(distanceCounts, 0);
    literalCounts[END_OF_BLOCK] = 1;
  }

  void addLiteral(byte literal) {
    literalCounts[literal & 0xff]++;
    tokens[count++] = literal & 0xff;
  }

  /** Adds a match of 3 to 258 bytes that lie 1 to 32768 bytes back. */
  void addMatch(int length, int distance) {
    literalCounts[LENGTH_SYMBOL[length]]++;
    distanceCounts[distanceSymbol(distance)]++;
    tokens[count++] = MATCH | length << LENGTH_SHIFT | distance - 1;
  }

  /**
   * Adds the bytes up to {@code to}, which is not before {@code from}, as literals while there is
   * room; returns how far it came.
   */
  int addLiterals(byte[] bytes, int from, int to) {
    int end = Math.min(to, from + room());
    int next = count;
    for (int at = from; at < end; at++) {
      int literal = bytes[at] & 0xff;
      literalCounts[literal]++;
      tokens[next++] = literal;
    }
    count = next;
    return end;
  }

  static int length(int match) {
    return match >>> LENGTH_SHIFT & 0x1ff;
  }

  static int distance(int match) {
    return (match & (1 << LENGTH_SHIFT) - 1) + 1;
  }

  /** Returns the symbol of a distance of 1 to 32768. */
  static int distanceSymbol(int distance) {
    int d = distance - 1;
    if (d < 4) {
      return d;
    }
    int log = 31 - Integer.numberOfLeadingZeros(d);
    return 2 * log + (d >>> log - 1 & 1);
  }

  boolean isFull() {
    return room() == 0;
  }

  boolean hasRoomFor(int more) {
    return room() >= more;
  }

  /** Returns how many more tokens there can be. */
  int room() {
    return tokens.length - count;
  }
}
