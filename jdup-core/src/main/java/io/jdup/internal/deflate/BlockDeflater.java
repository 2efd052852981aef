package io.jdup.internal.deflate;

/**
 * Deflates stretches of bytes, each with the bytes before it as a dictionary. The deflated form of
 * a stretch ends on a byte border and is not the last of a stream, so that those of stretches in a
 * row make up one stream, whichever deflater made which.
 *
 * <p>Pieces that look random are stored as they are: searching them takes the longest and finds
 * nothing. Nothing becomes longer than it was by more than 5 bytes for each 12 KiB and 16 at the
 * end. The result depends on the bytes and the level only. Not thread-safe; holds about 1 MiB.
 *
 * <p>Source: RFC 1951; the levels from 3 on are meant to be those of zlib, in size at least.
 */
public final class BlockDeflater {
  /** How many bytes before a stretch help to compress it. */
  public static final int DICTIONARY_BYTES = Tokens.MAX_DISTANCE;

  private static final int TOKENS = 12 * 1024; // measured: half and double make text .1 % larger
  private static final int MAX_STORED_BYTES = 65_535;
  private static final int PIECE_BYTES = 16 * 1024; // random or not, by a sample
  private static final int FLUSH_BYTES = 16;

  private final boolean stored;
  private final MatchFinder finder;
  private final Tokens tokens = new Tokens(TOKENS);
  private final TokenWriter writer = new TokenWriter();
  private final RandomProbe probe = new RandomProbe();
  private final BitOutput out = new BitOutput();

  /** Compresses at {@code level}, 0 (stored), 1 to 3 (fast, all the same) or up to 9 (small). */
  public BlockDeflater(int level) {
    if (level < 0 || level > 9) {
      throw new IllegalArgumentException("deflate level must be 0 to 9: " + level);
    }
    stored = level == 0;
    finder = finder(level);
  }

  private static MatchFinder finder(int level) {
    return switch (level) {
      case 4 -> new LazyFinder(8, 64, 16);
      case 5 -> new LazyFinder(16, 64, 32);
      case 6 -> new LazyFinder(32, 128, 32);
      case 7 -> new LazyFinder(64, 128, 64);
      case 8 -> new LazyFinder(128, Tokens.MAX_MATCH, Tokens.MAX_MATCH);
      case 9 -> new LazyFinder(512, Tokens.MAX_MATCH, Tokens.MAX_MATCH);
      default -> new GreedyFinder();
    };
  }

  /**
   * Deflates {@code bytes} from {@code start} to {@code end}; up to {@link #DICTIONARY_BYTES}
   * before {@code start} are what stood before in the stream. The result stays valid until the next
   * call.
   */
  public void deflate(byte[] bytes, int start, int end) {
    out.clear();
    boolean begun = false;
    int from = start;
    while (from < end) {
      boolean asIs = stored || probe.looksRandom(bytes, from, end);
      int to = from;
      do {
        to = Math.min(end, to + PIECE_BYTES);
      } while (to < end && isLike(bytes, to, end, asIs));
      if (asIs) {
        store(bytes, from, to);
      } else {
        if (!begun) {
          finder.begin(bytes, start);
          begun = true;
        }
        compress(bytes, from, to);
      }
      from = to;
    }
    flush();
  }

  // What is too short for a sample goes with the piece before.
  private boolean isLike(byte[] bytes, int from, int end, boolean random) {
    return stored
        || end - from < RandomProbe.SAMPLE_BYTES
        || probe.looksRandom(bytes, from, end) == random;
  }

  private void compress(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      tokens.clear();
      int next = finder.find(at, to, tokens);
      if (!writer.writeIfShorter(tokens, 8L * (next - at), out)) {
        store(bytes, at, next);
      }
      at = next;
    }
  }

  private void store(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at += MAX_STORED_BYTES) {
      int length = Math.min(MAX_STORED_BYTES, to - at);
      startStored(length);
      out.append(bytes, at, length);
    }
  }

  // An empty stored block goes on to the next byte border.
  private void flush() {
    if (out.pendingBits() > 0) {
      startStored(0);
    }
  }

  private void startStored(int length) {
    out.reserve(FLUSH_BYTES);
    out.write(0, 3); // not the last block, stored
    out.align();
    out.write(length | ~length << 16, 32);
  }

  /** Returns the deflated bytes, {@link #deflatedLength} of them; the array is used again. */
  public byte[] deflated() {
    return out.bytes();
  }

  /** Returns how long the result is, in bytes. */
  public int deflatedLength() {
    return out.length();
  }
}
