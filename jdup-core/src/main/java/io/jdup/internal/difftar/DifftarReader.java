package io.jdup.internal.difftar;

import io.jdup.internal.difftar.DeltaEntry.Kind;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.TreeEntry;
import io.jdup.report.CorruptBackupException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a backup set from its volumes, joining the pieces of large bodies, also
 * across volumes. Volumes without entries are passed over. Entries come in the order of the
 * volumes; a path may come more than once, and the first counts.
 *
 * <p>After an exception other than {@link RefusedEntryException} every call repeats it, until
 * {@link #skipVolume} gives up the rest of the volume. Not thread-safe.
 *
 * <p>Source: format specification sections 3.1 to 3.5.
 */
public final class DifftarReader implements Closeable {
  private static final int TRANSFER_BYTES = 64 * 1024;

  private final VolumeSource volumes;
  private VolumeSource.@Nullable Volume volume;
  private @Nullable TarReader tar; // of volume
  private int volumesTaken;
  private boolean noMoreVolumes;
  private @Nullable TarEntry piece; // the one being read; null when the entry has ended
  private @Nullable TarEntry ahead; // read while looking for another piece
  private @Nullable RefusedEntryException refusedAhead;
  private @Nullable IOException failure;
  private InputStream body = InputStream.nullInputStream();
  private String fileName = "";
  private int volumeIndex = -1;
  private int firstPieceNumber;
  private boolean bodyEnded; // whole, whatever became of the volume after it

  /** Reads what {@code volumes} gives, one volume at a time. */
  public DifftarReader(VolumeSource volumes) {
    this.volumes = volumes;
  }

  /**
   * Returns the next entry, skipping what is left of the one before, or null at the end.
   *
   * @throws RefusedEntryException if a backup may not hold the entry; call again for the next one
   * @throws CorruptBackupException if a volume is damaged
   */
  public @Nullable DeltaEntry next() throws IOException {
    if (failure != null) {
      throw failure;
    }
    body = InputStream.nullInputStream();
    while (piece != null && toNextPiece()) {
      // skips the pieces that nobody wanted
    }
    if (failure != null) { // of the volume after a body that was whole
      throw failure;
    }
    bodyEnded = false;
    TarEntry next = takeAhead();
    if (next == null) {
      return null;
    }
    TarReader source = Objects.requireNonNull(tar);
    fileName = source.fileName();
    volumeIndex = volumesTaken - 1;
    firstPieceNumber = next.name().pieceNumber();
    Kind kind = kindOf(next);
    if (kind != Kind.DELETED) {
      piece = next;
      body = new Body();
    }
    return new DeltaEntry(kind, withKnownSize(kind, next));
  }

  private @Nullable TarEntry takeAhead() throws IOException {
    if (refusedAhead != null) {
      RefusedEntryException refused = refusedAhead;
      refusedAhead = null;
      throw refused;
    }
    TarEntry next = ahead != null ? ahead : readHeader();
    ahead = null;
    return next;
  }

  private static Kind kindOf(TarEntry next) {
    return switch (next.name().prefix()) {
      case SNAPSHOT, MULTIVOL_SNAPSHOT -> Kind.SNAPSHOT;
      case DIFF, MULTIVOL_DIFF -> Kind.DIFF;
      case DELETED -> Kind.DELETED;
      case SIGNATURE -> throw new AssertionError("was refused");
    };
  }

  private static TreeEntry withKnownSize(Kind kind, TarEntry tar) {
    TreeEntry entry = tar.entry();
    if (kind == Kind.DELETED) {
      return DifftarWriter.goneEntry(entry.path());
    }
    boolean unknown = kind == Kind.DIFF || tar.name().prefix().isMultivol();
    return unknown ? tar.entryOfUnknownSize() : entry;
  }

  /**
   * Returns the body of the current entry: the content or the delta of a regular file, nothing for
   * anything else. It ends with the call of {@link #next} and need not be read or closed.
   */
  public InputStream body() {
    return body;
  }

  /** Returns the name of the volume that the current entry starts in; empty before the first. */
  public String fileName() {
    return fileName;
  }

  /** Returns which volume the current entry starts in, counting from 0; -1 before the first. */
  public int volumeIndex() {
    return volumeIndex;
  }

  /**
   * Returns the number of the piece that the current entry starts with, or 0 when it is not cut. A
   * number above 1 may mean that its start stands in a volume that was left out.
   */
  public int firstPieceNumber() {
    return firstPieceNumber;
  }

  /**
   * Gives up the rest of the volume being read, to go on with the next one after damage. A body
   * that was being read ends for good.
   */
  public void skipVolume() {
    IOException reason = failure;
    failure = null;
    piece = null;
    ahead = null;
    refusedAhead = null;
    body = InputStream.nullInputStream();
    try {
      closeVolume();
    } catch (IOException e) {
      if (reason != null) {
        reason.addSuppressed(e); // that the rest of a damaged volume is no good is known
      }
    }
  }

  /** Closes the volume being read. */
  @Override
  public void close() throws IOException {
    closeVolume();
  }

  private void closeVolume() throws IOException {
    VolumeSource.Volume closing = volume;
    volume = null;
    tar = null;
    if (closing != null) {
      closing.stream().close();
    }
  }

  /** Returns the next entry of this volume or a later one; null after the last volume. */
  private @Nullable TarEntry readHeader() throws IOException {
    try {
      while (tar != null || openVolume()) {
        TarEntry next = Objects.requireNonNull(tar).next();
        if (next != null) {
          checkFitsPrefix(next, tar);
          return next;
        }
        closeVolume();
      }
      return null;
    } catch (RefusedEntryException e) {
      throw e;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private static void checkFitsPrefix(TarEntry entry, TarReader source)
      throws RefusedEntryException {
    EntryPrefix prefix = entry.name().prefix();
    if (prefix == EntryPrefix.SIGNATURE) {
      throw source.refuseCurrent("a volume holds no signatures");
    }
    boolean mustBeFile = prefix == EntryPrefix.DIFF || prefix.isMultivol();
    if (mustBeFile && entry.entry().type() != EntryType.FILE) {
      throw source.refuseCurrent("only a regular file has a delta or pieces");
    }
  }

  private boolean openVolume() throws IOException {
    volume = noMoreVolumes ? null : volumes.next();
    if (volume == null) {
      noMoreVolumes = true;
      return false;
    }
    tar = new TarReader(volume.fileName(), volume.stream());
    volumesTaken++;
    return true;
  }

  private int readBody(byte[] into, int offset, int length) throws IOException {
    if (bodyEnded) {
      return -1;
    }
    if (failure != null) {
      throw failure;
    }
    while (piece != null) {
      int count = readPiece(into, offset, length);
      if (count > 0) {
        return count;
      }
      bodyEnded = !toNextPiece();
    }
    return -1;
  }

  private int readPiece(byte[] into, int offset, int length) throws IOException {
    try {
      return Objects.requireNonNull(tar).readBody(into, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Turns to the piece that continues the current one; returns false when the body ends here. */
  private boolean toNextPiece() throws IOException {
    TarEntry before = Objects.requireNonNull(piece);
    piece = null;
    if (!before.name().prefix().isMultivol()) {
      return false;
    }
    try {
      ahead = readHeader();
    } catch (RefusedEntryException e) {
      if (e.isPiece()) {
        throw e; // it may have been part of this body, which must not pass for complete then
      }
      refusedAhead = e;
    } catch (CorruptBackupException e) {
      boolean nextVolumeIsLost = tar == null;
      if (!nextVolumeIsLost || volumes.mayContinue(before.name().path())) {
        throw e;
      }
      return false; // next() tells of the volume
    }
    if (ahead == null || !continues(before, ahead)) {
      return false;
    }
    piece = ahead;
    ahead = null;
    return true;
  }

  private static boolean continues(TarEntry before, TarEntry next) {
    return next.name().prefix() == before.name().prefix()
        && next.name().path().equals(before.name().path());
  }

  /** The body of the current entry, as long as it is the current one. */
  private final class Body extends InputStream {
    private final byte[] one = new byte[1];
    private @Nullable RefusedEntryException lostPiece;

    @Override
    public int read() throws IOException {
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, into.length);
      if (body != this) {
        throw new IllegalStateException("the reader has gone on to another entry");
      }
      if (lostPiece != null) {
        throw lostPiece; // asking again must not look like the end
      }
      try {
        return length == 0 ? 0 : readBody(into, offset, length);
      } catch (RefusedEntryException e) {
        lostPiece = e;
        throw e;
      }
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
      byte[] buffer = new byte[bufferBytes()];
      long total = 0;
      int count;
      do { // in full buffers, which the receiver need not join
        count = readNBytes(buffer, 0, buffer.length);
        out.write(buffer, 0, count);
        total += count;
      } while (count == buffer.length);
      return total;
    }

    private int bufferBytes() {
      TarReader source = tar;
      TarEntry current = piece;
      if (source == null || current == null || current.name().prefix().isMultivol()) {
        return TRANSFER_BYTES;
      }
      return (int) Math.max(1, Math.min(source.bodyLeft(), TRANSFER_BYTES));
    }
  }
}
