package io.jdup.internal.backup;

import io.jdup.internal.difftar.TarBlock;
import io.jdup.internal.difftar.TarBlockSink;
import io.jdup.internal.manifest.ByteSum;
import io.jdup.internal.manifest.VolumeEdge;
import java.io.IOException;

/**
 * Drops the pieces of the file within which the last stored volume ends, after it made sure that
 * they are those in the volumes: the file was read anew from its beginning, and only if it is still
 * the same, what follows is the rest of what is stored.
 *
 * <p>It passes nothing on before it knows, so whoever hears of a difference can begin elsewhere.
 */
final class KeptPieces implements TarBlockSink {
  private final TarBlockSink next;
  private final VolumeEdge edge;
  private final long expected;
  private final ByteSum sum;
  private int dropped; // pieces

  /**
   * Drops the pieces up to {@code edge}, whose sum should be {@code expected}, and passes on to
   * {@code next} what comes then; keeps {@code sum} up to date.
   */
  KeptPieces(VolumeEdge edge, long expected, ByteSum sum, TarBlockSink next) {
    this.edge = edge;
    this.expected = expected;
    this.sum = sum;
    this.next = next;
  }

  @Override
  public void accept(TarBlock block) throws IOException {
    if (dropped == edge.block()) {
      next.accept(block);
      return;
    }
    boolean isNext =
        block.path().equals(edge.path())
            && block.pieceNumber() == dropped + 1
            && !block.lastPiece();
    if (!isNext) {
      throw new CutFileChangedException(edge.path());
    }
    PieceSums.add(sum, block);
    dropped++;
    if (dropped == edge.block() && sum.value() != expected) {
      throw new CutFileChangedException(edge.path());
    }
  }

  /** Makes sure that the file came. */
  void finish() throws CutFileChangedException {
    if (dropped != edge.block()) {
      throw new CutFileChangedException(edge.path());
    }
  }
}
