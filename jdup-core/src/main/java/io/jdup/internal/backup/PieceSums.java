package io.jdup.internal.backup;

import io.jdup.internal.difftar.TarBlock;
import io.jdup.internal.difftar.TarBlockSink;
import io.jdup.internal.manifest.ByteSum;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Sums up the pieces of the file that is being written, so that a later run which goes on within it
 * can see whether it still makes the same pieces of it.
 */
final class PieceSums implements TarBlockSink {
  private final TarBlockSink next;
  private final ByteSum sum;

  /** Passes on to {@code next}; {@code sum} is that of the pieces so far. */
  PieceSums(ByteSum sum, TarBlockSink next) {
    this.sum = sum;
    this.next = next;
  }

  @Override
  public void accept(TarBlock block) throws IOException {
    next.accept(block); // which may end the volume before this block: then the sum is without it
    if (block.pieceNumber() > 0) {
      add(sum, block);
    }
  }

  /** Adds {@code block}, a piece, to the {@code sum} of those before it. */
  static void add(ByteSum sum, TarBlock block) {
    if (block.pieceNumber() == 1) {
      sum.reset();
    }
    sum.update(block.buffer(), block.offset(), block.length());
  }

  /** Returns the sum that belongs to a volume which ends with the piece {@code block}, if any. */
  static OptionalLong of(ByteSum sum, int block) {
    return block == 0 ? OptionalLong.empty() : OptionalLong.of(sum.value());
  }
}
