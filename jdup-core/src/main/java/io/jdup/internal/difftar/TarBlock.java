package io.jdup.internal.difftar;

import io.jdup.internal.tree.EntryPath;

/**
 * A stretch of a difftar that must stay in one volume: a tar header, its body and the padding,
 * complete in itself and a multiple of 512 bytes, 512 at least.
 *
 * <p>The bytes stand in the writer's buffer and are valid only until {@link TarBlockSink#accept}
 * returns; a sink that needs them longer copies them. The rest is immutable.
 */
public final class TarBlock {
  private final EntryPath path;
  private final int pieceNumber;
  private final boolean lastPiece;
  private final byte[] buffer;
  private final int offset;
  private final int length;

  TarBlock(
      EntryPath path, int pieceNumber, boolean lastPiece, byte[] buffer, int offset, int length) {
    this.path = path;
    this.pieceNumber = pieceNumber;
    this.lastPiece = lastPiece;
    this.buffer = buffer;
    this.offset = offset;
    this.length = length;
  }

  /** Returns the path of the entry. */
  public EntryPath path() {
    return path;
  }

  /** Returns the number of the piece, from 1, or 0 when the entry is not cut into pieces. */
  public int pieceNumber() {
    return pieceNumber;
  }

  /** Returns whether the entry ends with this block; always so when it is not cut into pieces. */
  public boolean lastPiece() {
    return lastPiece;
  }

  /**
   * Returns the block number a manifest gives for a volume that starts or ends with this block: the
   * piece number, or 0 for none when the entry ends here.
   *
   * <p>Source: format specification section 2.3.
   */
  public int manifestBlock() {
    return lastPiece ? 0 : pieceNumber;
  }

  /** Returns the writer's buffer, not a copy: do not change it. */
  public byte[] buffer() {
    return buffer;
  }

  /** Returns where in {@link #buffer} the block starts. */
  public int offset() {
    return offset;
  }

  /** Returns the length in bytes, a positive multiple of 512. */
  public int length() {
    return length;
  }
}
