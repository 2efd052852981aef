package io.jdup.internal.deflate;

import java.util.Arrays;

/**
 * Takes the longer match of the two latest places with the same hash, at once: the fast way. Not
 * thread-safe.
 *
 * <p>The two places of a hash lie in one word, so a look-up costs one miss of the cache at most,
 * whatever the data. The hash is that of five bytes, though four that are equal make a match: it
 * finds fewer, but better ones. Of the places inside a match three are remembered, whatever its
 * length: a loop that ends elsewhere each time costs more than what it would find.
 */
final class GreedyFinder implements MatchFinder {
  private static final int HASH_BITS = 14;
  private static final int HASHED_BITS = 5 * Byte.SIZE;
  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L; // 2^64 / golden ratio
  private static final int DICTIONARY_STEP = 3; // each place would take longer than it saves

  private final long[] places = new long[1 << HASH_BITS]; // the latest, above it the one before
  private byte[] bytes = new byte[0];
  private int near; // the two places that next() found, at least one with a match
  private int far;

  @Override
  public void begin(byte[] data, int start) {
    bytes = data;
    Arrays.fill(places, 0); // whatever is found there is compared, so that 0 will do for nowhere
    int end = Math.min(start, data.length - LOOK_AHEAD);
    for (int at = Math.max(0, start - Tokens.MAX_DISTANCE); at < end; at += DICTIONARY_STEP) {
      remember(data, places, at);
    }
  }

  private static void remember(byte[] data, long[] table, int at) {
    int slot = slot(Words.getLong(data, at));
    table[slot] = table[slot] << 32 | at;
  }

  private static int slot(long word) {
    return (int) ((word << Long.SIZE - HASHED_BITS) * MULTIPLIER >>> Long.SIZE - HASH_BITS);
  }

  @Override
  public int find(int from, int to, Tokens tokens) {
    byte[] data = bytes;
    int last = to - LOOK_AHEAD;
    int at = tokens.addLiterals(data, from, Math.min(to, Math.max(from, 1))); // nothing is before 0
    while (!tokens.isFull()) {
      int next = next(data, places, at, Math.min(last, at + tokens.room() - 1));
      at = tokens.addLiterals(data, at, next);
      if (near < 0) {
        break;
      }
      long word = Words.getLong(data, at);
      int place = near;
      int length = lengthAt(data, near, at, word, to);
      int other = lengthAt(data, far, at, word, to);
      if (other > length) {
        length = other;
        place = far;
      }
      tokens.addMatch(length, at - place);
      int end = Math.min(at + length - 1, last);
      if (end > at) {
        remember(data, places, at + 1);
        remember(data, places, Math.min(end, at + (length >> 1)));
        remember(data, places, end); // last: in a run of one byte, it is the next match
      }
      at += length;
    }
    return tokens.addLiterals(data, at, at > last ? to : at);
  }

  /**
   * Returns the first place from {@code from} on that has a match, {@link #near} or {@link #far}.
   * If there is none up to {@code last}, makes {@code near} -1 and returns the place behind that,
   * or {@code from} if it lies further on.
   *
   * <p>A loop of its own, because with all that a match takes there would not be registers enough.
   */
  private int next(byte[] data, long[] table, int from, int last) {
    for (int at = from; at <= last; at++) {
      long word = Words.getLong(data, at);
      int slot = slot(word);
      long both = table[slot];
      table[slot] = both << 32 | at;
      int oldest = Math.max(0, at - Tokens.MAX_DISTANCE);
      int latest = Math.max((int) both, oldest);
      int before = Math.max((int) (both >>> 32), oldest);
      if (Words.getInt(data, latest) == (int) word || Words.getInt(data, before) == (int) word) {
        near = latest;
        far = before;
        return at;
      }
    }
    near = -1;
    return Math.max(from, last + 1);
  }

  private static int lengthAt(byte[] data, int place, int at, long word, int to) {
    int length = Long.numberOfTrailingZeros(Words.getLong(data, place) ^ word) >>> 3;
    return length < Long.BYTES
        ? length
        : Words.commonLength(data, place, at, Math.min(Tokens.MAX_MATCH, to - at));
  }
}
