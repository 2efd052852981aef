package io.jdup.internal.backup;

import io.jdup.internal.diff.KnownSignatures;
import io.jdup.internal.diff.TreeDiff;
import io.jdup.internal.difftar.SigtarLog;
import io.jdup.internal.difftar.SigtarWriter;
import io.jdup.internal.difftar.TarBlockSink;
import io.jdup.internal.manifest.ByteSum;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.TreeVisitor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run that goes on where another stopped puts around the stages of a backup; around those of
 * any other run, nothing but the sums that a later restart needs.
 */
final class RestartStages {
  private final Optional<Restart> restart;
  private final ByteSum pieces;
  private @Nullable KeptPieces keptPieces;
  private @Nullable EntryPath closed;

  /** Goes on at {@code restart}; {@code pieces} is to be the sum of a file's pieces so far. */
  RestartStages(Optional<Restart> restart, ByteSum pieces) {
    this.restart = restart;
    this.pieces = pieces;
  }

  /** Returns what takes blocks in place of {@code volumes}. */
  TarBlockSink before(TarBlockSink volumes) {
    TarBlockSink summed = new PieceSums(pieces, volumes);
    if (restart.isEmpty() || !restart.get().isWithinFile()) {
      return summed;
    }
    Restart from = restart.get();
    var kept = new KeptPieces(from.edge(), from.pieceSum(), pieces, summed);
    keptPieces = kept;
    return kept;
  }

  /** Takes over what the interrupted run had written of its sigtar. */
  void takeOver(
      KnownSignatures known,
      OutputStream signatures,
      SigtarWriter sigtar,
      SigtarLog log,
      @Nullable FileListSpool fileList,
      TreeDiff diff)
      throws IOException {
    if (restart.isEmpty()) {
      return;
    }
    Optional<EntryPath> top =
        new KeptSignatures(restart.get(), known).copy(signatures, sigtar, log, fileList);
    if (top.isPresent()) {
      closed = top.get();
      diff.deleteKnown(top.get());
    }
  }

  /** Returns what is told of the source in place of {@code diff}. */
  TreeVisitor before(TreeDiff diff) {
    return restart.isEmpty() ? diff : new AfterRestart(restart.get(), closed, diff);
  }

  /** Makes sure that everything is stored, when the source was walked. */
  void finish() throws IOException {
    if (keptPieces != null) {
      keptPieces.finish();
    }
  }
}
