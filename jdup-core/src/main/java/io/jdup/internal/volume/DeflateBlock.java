package io.jdup.internal.volume;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * A stretch of plain bytes, with the bytes before it as a dictionary, and its deflated form.
 *
 * <p>The deflated form ends on a byte border, so that the forms of blocks in a row make up one
 * stream, whichever thread made which. Pieces that look random are stored as they are: deflate
 * would spend its slowest time on making them a little larger.
 */
final class DeflateBlock {
  /** How many bytes before a block help to compress it: the window of deflate. */
  static final int DICTIONARY_BYTES = 32 * 1024;

  private static final int PIECE_BYTES = 65_535; // the longest stored block of deflate
  private static final int SAMPLE_BYTES = 4096;
  // The sum of squared frequencies of random bytes is about n + n^2 / 256; of text, many times
  // that.
  private static final long RANDOM_LIMIT =
      (long) (1.1 * (SAMPLE_BYTES + (double) SAMPLE_BYTES * SAMPLE_BYTES / 256));

  private final byte[] bytes; // the dictionary, then the block
  private final int start; // of the block
  private final int end;
  private byte[] out = new byte[0];
  private int outLength;

  /**
   * Takes over {@code bytes}: a dictionary up to {@code start}, then the block up to {@code end}.
   */
  DeflateBlock(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /** Deflates the block; uses {@code deflater}, a raw one, for as long as that takes. */
  DeflateBlock deflate(Deflater deflater) {
    out = new byte[(end - start) / 2 + 1024];
    int from = start;
    while (from < end) {
      boolean random = looksRandom(from);
      int to = from;
      do {
        to = Math.min(end, to + PIECE_BYTES);
      } while (to < end && looksRandom(to) == random);
      if (random) {
        store(from, to);
      } else {
        compress(deflater, from, to);
      }
      from = to;
    }
    return this;
  }

  private boolean looksRandom(int from) {
    if (end - from < SAMPLE_BYTES) {
      return false;
    }
    int[] counts = new int[256];
    for (int i = from; i < from + SAMPLE_BYTES; i++) {
      counts[bytes[i] & 0xff]++;
    }
    long squares = 0;
    for (int count : counts) {
      squares += (long) count * count;
    }
    return squares < RANDOM_LIMIT;
  }

  private void store(int from, int to) {
    for (int at = from; at < to; at += PIECE_BYTES) {
      int length = Math.min(PIECE_BYTES, to - at);
      ensureRoom(length + 5);
      out[outLength++] = 0; // not the last block, stored
      out[outLength++] = (byte) length;
      out[outLength++] = (byte) (length >> 8);
      out[outLength++] = (byte) ~length;
      out[outLength++] = (byte) (~length >> 8);
      System.arraycopy(bytes, at, out, outLength, length);
      outLength += length;
    }
  }

  private void compress(Deflater deflater, int from, int to) {
    deflater.reset();
    int dictionary = Math.min(DICTIONARY_BYTES, from);
    if (dictionary > 0) {
      deflater.setDictionary(bytes, from - dictionary, dictionary);
    }
    deflater.setInput(bytes, from, to - from);
    int count;
    do {
      ensureRoom(1024);
      count = deflater.deflate(out, outLength, out.length - outLength, Deflater.SYNC_FLUSH);
      outLength += count;
    } while (outLength == out.length || !deflater.needsInput());
  }

  private void ensureRoom(int count) {
    if (out.length - outLength < count) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, outLength + count));
    }
  }

  /** Returns the deflated bytes, {@link #deflatedLength} of them. */
  byte[] deflated() {
    return out;
  }

  int deflatedLength() {
    return outLength;
  }
}
