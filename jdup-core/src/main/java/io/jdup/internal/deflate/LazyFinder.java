package io.jdup.internal.deflate;

import java.util.Arrays;

/**
 * Looks through the chain of places with the same four bytes, and before it takes a match, whether
 * the next byte begins a better one: the thorough way. Not thread-safe.
 */
final class LazyFinder implements MatchFinder {
  private static final int HASH_BITS = 15;
  private static final int SHORT_HASH_BITS = 13; // of three bytes, for the shortest matches
  private static final int MULTIPLIER = 0x9e3779b1; // 2^32 / golden ratio
  private static final int MASK = Tokens.MAX_DISTANCE - 1;
  private static final int NOWHERE = -Tokens.MAX_DISTANCE - 1;
  private static final int MIN_MATCH = 3;
  private static final int MAX_SHORT_DISTANCE = 4096; // further off three literals are cheaper

  private final int depth;
  private final int niceLength;
  private final int lazyLength;

  private final int[] heads = new int[1 << HASH_BITS]; // the latest place of each hash
  private final int[] before = new int[Tokens.MAX_DISTANCE]; // of each place, the one before it
  private final int[] shortHeads = new int[1 << SHORT_HASH_BITS];
  private byte[] bytes = new byte[0];
  private int remembered; // places before this are in the tables, or passed over
  private int distance; // of the match found last

  /**
   * Looks at {@code depth} places at most, is content with a match of {@code niceLength}, and looks
   * for a better one only behind matches shorter than {@code lazyLength}.
   */
  LazyFinder(int depth, int niceLength, int lazyLength) {
    this.depth = depth;
    this.niceLength = niceLength;
    this.lazyLength = lazyLength;
  }

  @Override
  public void begin(byte[] data, int start) {
    bytes = data;
    Arrays.fill(heads, NOWHERE);
    Arrays.fill(shortHeads, NOWHERE);
    remembered = Math.max(0, start - Tokens.MAX_DISTANCE);
    remember(Math.min(start, data.length - LOOK_AHEAD));
  }

  private static int hash(int word) {
    return word * MULTIPLIER >>> 32 - HASH_BITS;
  }

  private static int shortHash(int word) {
    return (word << 8) * MULTIPLIER >>> 32 - SHORT_HASH_BITS;
  }

  private void remember(int end) {
    for (int at = remembered; at < end; at++) {
      int word = Words.getInt(bytes, at);
      int hash = hash(word);
      before[at & MASK] = heads[hash];
      heads[hash] = at;
      shortHeads[shortHash(word)] = at;
    }
    remembered = Math.max(remembered, end);
  }

  @Override
  public int find(int from, int to, Tokens tokens) {
    byte[] data = bytes;
    int last = to - LOOK_AHEAD;
    int at = from;
    remembered = Math.max(remembered, from);
    while (at <= last && !tokens.isFull()) {
      int length = longest(at, MIN_MATCH - 1, to, depth);
      if (length == 0) {
        tokens.addLiteral(data[at++]);
        continue;
      }
      int found = distance;
      while (length < lazyLength && at < last && tokens.hasRoomFor(2)) {
        int next = longest(at + 1, length - 1, to, length >= 8 ? depth >> 2 : depth >> 1);
        if (!isBetter(next, distance, length, found)) {
          break;
        }
        tokens.addLiteral(data[at++]);
        length = next;
        found = distance;
      }
      tokens.addMatch(length, found);
      at += length;
      remember(Math.min(at, last + 1));
    }
    return tokens.addLiterals(data, at, at > last ? to : at);
  }

  // A byte of length is worth about four bits of literal; a bit of distance costs one.
  private static boolean isBetter(int length, int distance, int oldLength, int oldDistance) {
    return length >= oldLength
        && 4 * (length - oldLength)
                + Integer.numberOfLeadingZeros(distance)
                - Integer.numberOfLeadingZeros(oldDistance)
            > 2;
  }

  /** Returns the length of the longest match above {@code least}, or 0; sets its distance. */
  private int longest(int at, int least, int to, int maxDepth) {
    byte[] data = bytes;
    int limit = Math.min(Tokens.MAX_MATCH, to - at);
    int word = Words.getInt(data, at);
    int place = heads[hash(word)];
    int shortPlace = shortHeads[shortHash(word)];
    remember(at + 1);
    if (least >= limit) {
      return 0;
    }
    int oldest = at - Tokens.MAX_DISTANCE;
    int best = least;
    int bestPlace = at;
    if (best < MIN_MATCH
        && shortPlace >= Math.max(0, at - MAX_SHORT_DISTANCE)
        && (Words.getInt(data, shortPlace) ^ word) << 8 == 0) {
      best = MIN_MATCH;
      bestPlace = shortPlace;
    }
    int enough = Math.min(niceLength, limit);
    for (int left = maxDepth; place >= oldest && left > 0; left--) {
      if (data[place + best] == data[at + best] && Words.getInt(data, place) == word) {
        int length = Words.commonLength(data, place, at, limit);
        if (length > best) {
          best = length;
          bestPlace = place;
          if (best >= enough) {
            break;
          }
        }
      }
      int next = before[place & MASK];
      place = next < place ? next : NOWHERE; // else the chain was overwritten
    }
    distance = at - bestPlace;
    return bestPlace == at ? 0 : best;
  }
}
