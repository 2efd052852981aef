package io.jdup.internal.volume;

import io.jdup.internal.concurrent.TaskScope;
import io.jdup.internal.deflate.BlockDeflater;

/**
 * A stretch of plain bytes, with the bytes before it as a dictionary, and its deflated form. Used
 * again and again; belongs to one thread at a time.
 */
final class DeflateBlock {
  /** Plain bytes of a block. */
  static final int BLOCK_BYTES = 256 * 1024;

  /** The dictionary, then the block. */
  final byte[] bytes = new byte[BlockDeflater.DICTIONARY_BYTES + BLOCK_BYTES];

  int start; // of the block in bytes
  int end;

  private byte[] deflated = new byte[BLOCK_BYTES / 3];
  private int deflatedLength;
  private TaskScope.Pending<DeflateBlock> written;

  DeflateBlock(TaskScope scope) {
    written = scope.promise();
  }

  /** Empties this, takes over the end of {@code before} as dictionary if there is one. */
  void follow(DeflateBlock before, TaskScope scope) {
    int dictionary = Math.min(BlockDeflater.DICTIONARY_BYTES, before.end);
    System.arraycopy(before.bytes, before.end - dictionary, bytes, 0, dictionary);
    begin(dictionary, scope);
  }

  /** Empties this, to be the first of a stream. */
  void begin(TaskScope scope) {
    begin(0, scope);
  }

  private void begin(int dictionary, TaskScope scope) {
    start = dictionary;
    end = dictionary;
    written = scope.promise();
  }

  boolean isFull() {
    return end - start == BLOCK_BYTES;
  }

  boolean isEmpty() {
    return end == start;
  }

  /** Copies in what there is room for; returns how many bytes that was. */
  int fill(byte[] source, int offset, int length) {
    int part = Math.min(length, start + BLOCK_BYTES - end);
    System.arraycopy(source, offset, bytes, end, part);
    end += part;
    return part;
  }

  void deflate(BlockDeflater deflater) {
    deflater.deflate(bytes, start, end);
    deflatedLength = deflater.deflatedLength();
    if (deflated.length < deflatedLength) {
      deflated = new byte[deflatedLength + deflatedLength / 8];
    }
    System.arraycopy(deflater.deflated(), 0, deflated, 0, deflatedLength);
  }

  /** Returns the deflated bytes, {@link #deflatedLength} of them. */
  byte[] deflated() {
    return deflated;
  }

  int deflatedLength() {
    return deflatedLength;
  }

  /** Returns the promise that is kept when the deflated bytes are where they belong. */
  TaskScope.Pending<DeflateBlock> written() {
    return written;
  }
}
