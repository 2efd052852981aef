package io.jdup.internal.deflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Bits in the order of RFC 1951, out of a stream. Behind the end of the stream there are zeros to
 * read, so that nobody has to look at each bit; {@link #checkNotPastEnd} tells. Not thread-safe.
 */
final class BitInput {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int PADDING_BYTES = 1024; // more than the header of a block takes

  private final InputStream source;
  final byte[] bytes = new byte[BUFFER_BYTES + PADDING_BYTES];
  private int limit; // how much of bytes came from the source
  private boolean atEnd; // of the source

  // The loop over symbols keeps these three in registers. The bits above the valid ones are those
  // that follow, so that taking them in once more changes nothing.
  long bits;
  int count; // of valid bits
  int position; // of the first byte that is not among the valid bits

  BitInput(InputStream source) {
    this.source = source;
  }

  /** Brings in bytes until there are {@code wanted}, or the source has no more. */
  void require(int wanted) throws IOException {
    if (limit - position >= wanted || atEnd) {
      return;
    }
    giveBack();
    System.arraycopy(bytes, position, bytes, 0, limit - position);
    limit -= position;
    position = 0;
    while (limit < wanted && !atEnd) {
      int got = source.read(bytes, limit, BUFFER_BYTES - limit);
      if (got < 0) {
        atEnd = true;
        Arrays.fill(bytes, limit, limit + PADDING_BYTES, (byte) 0);
      } else {
        limit += got;
      }
    }
  }

  /** Returns up to which position there are two words to take in. */
  int lastWords() {
    return (isNearEnd() ? limit + PADDING_BYTES : limit) - 2 * Long.BYTES;
  }

  /** Returns whether so little is left that the end has to be watched at each symbol. */
  boolean isNearEnd() {
    return atEnd && limit - position < 2 * Long.BYTES;
  }

  boolean isPastEnd() {
    return position - (count >>> 3) > limit;
  }

  /** Fails if there were fewer bits than were taken. */
  void checkNotPastEnd() throws DamagedDeflateException {
    if (isPastEnd()) {
      throw new DamagedDeflateException(DamagedDeflateException.TOO_SHORT);
    }
  }

  /** Takes up to 32 bits. There must be as many bytes, or the end. */
  int take(int wanted) {
    refill();
    int taken = (int) (bits & ~(-1L << wanted));
    drop(wanted);
    return taken;
  }

  /** Makes 56 bits valid at least. */
  void refill() {
    bits |= Words.getLong(bytes, position) << count;
    position += 63 - count >>> 3;
    count |= 56;
  }

  void drop(int taken) {
    bits >>>= taken;
    count -= taken;
  }

  private void giveBack() {
    position -= count >>> 3;
    count &= 7;
    bits &= ~(-1L << count);
  }

  /** Goes on at the next byte border, without valid bits. */
  void align() {
    giveBack();
    bits = 0;
    count = 0;
  }

  /** Takes whole bytes; to be called after {@link #align}. Returns how many were there. */
  int take(byte[] into, int at, int length) throws IOException {
    if (position == limit && length >= BUFFER_BYTES) { // spares a copy of what does not compress
      int got = source.read(into, at, length);
      if (got > 0) {
        return got;
      }
    }
    require(1);
    int step = Math.min(length, limit - position);
    System.arraycopy(bytes, position, into, at, step);
    position += step;
    return step;
  }
}
