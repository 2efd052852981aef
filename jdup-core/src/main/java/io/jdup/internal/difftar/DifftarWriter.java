package io.jdup.internal.difftar;

import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.LinkTarget;
import io.jdup.internal.tree.Owner;
import io.jdup.internal.tree.TreeEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns entries and their bodies into the blocks of a difftar. Bodies of 65536 bytes and more are
 * cut into pieces, so no block is larger than that by more than its headers.
 *
 * <p>The order of entries is the caller's; one body is open at a time. Nothing is kept open between
 * entries, so there is nothing to close. Not thread-safe.
 *
 * <p>Source: format specification sections 3.3 to 3.6.
 */
public final class DifftarWriter {
  /** Where bodies are cut: only archives cut here can be resumed by duplicity. */
  public static final int PIECE_BYTES = 65536;

  private static final int USUAL_HEADER_BYTES = 8 * UstarBlock.SIZE;

  private final TarBlockSink next;
  private final HeaderEncoder encoder = HeaderEncoder.forDifftars();
  private int bodyStart = USUAL_HEADER_BYTES;
  private byte[] buffer = new byte[bodyStart + PIECE_BYTES]; // headers end where the body starts
  private @Nullable Body open;

  /** Writes to {@code next}. */
  public DifftarWriter(TarBlockSink next) {
    this.next = next;
  }

  /**
   * Starts the complete new content of the regular file {@code entry}. The entry ends when the
   * stream is closed; its length is what was written, whatever {@code entry} says.
   */
  public OutputStream snapshot(TreeEntry entry) {
    return open(EntryPrefix.SNAPSHOT, entry);
  }

  /** Starts the delta of the regular file {@code entry}; see {@link #snapshot}. */
  public OutputStream diff(TreeEntry entry) {
    return open(EntryPrefix.DIFF, entry);
  }

  /**
   * Takes back the entry whose body is open, as if it had never been started, unless a piece of it
   * has gone out; returns whether.
   */
  public boolean takeBack() {
    if (open == null) {
      throw new IllegalStateException("no body is open");
    }
    if (open.pieces > 0) {
      return false;
    }
    open.end();
    return true;
  }

  /** Writes an entry that has no content: anything but a regular file. */
  public void snapshotWithoutBody(TreeEntry entry) throws IOException {
    if (entry.type() == EntryType.FILE) {
      throw new IllegalArgumentException("a regular file has content: '" + entry.path() + "'");
    }
    checkNothingOpen();
    emit(EntryPrefix.SNAPSHOT, entry, 0, true, 0);
  }

  /** Writes that {@code path} is gone. */
  public void deleted(EntryPath path) throws IOException {
    checkNothingOpen();
    emit(EntryPrefix.DELETED, goneEntry(path), 0, true, 0);
  }

  /** Returns the entry that stands for a path that is gone: a file without anything. */
  static TreeEntry goneEntry(EntryPath path) {
    return new TreeEntry(path, EntryType.FILE, 0, Owner.NOBODY, 0, 0, LinkTarget.NONE, 0, 0);
  }

  private OutputStream open(EntryPrefix prefix, TreeEntry entry) {
    if (entry.type() != EntryType.FILE) {
      throw new IllegalArgumentException("only regular files have content: '" + entry.path() + "'");
    }
    checkNothingOpen();
    Body body = new Body(prefix, entry);
    open = body;
    return body;
  }

  private void checkNothingOpen() {
    if (open != null) {
      throw new IllegalStateException("the body of the entry before is still open");
    }
  }

  private void emit(EntryPrefix prefix, TreeEntry entry, int piece, boolean last, int bodyBytes)
      throws IOException {
    encoder.encode(prefix, entry, piece, bodyBytes);
    int headerBytes = encoder.encoded().length();
    if (headerBytes > bodyStart) {
      moveBodyTo(headerBytes);
    }
    int start = bodyStart - headerBytes;
    System.arraycopy(encoder.encoded().array(), 0, buffer, start, headerBytes);
    int padding = -bodyBytes & UstarBlock.SIZE - 1;
    int bodyEnd = bodyStart + bodyBytes;
    Arrays.fill(buffer, bodyEnd, bodyEnd + padding, (byte) 0);
    int length = headerBytes + bodyBytes + padding;
    next.accept(new TarBlock(entry.path(), piece, last, buffer, start, length));
  }

  private void moveBodyTo(int newStart) {
    byte[] larger = new byte[newStart + PIECE_BYTES];
    System.arraycopy(buffer, bodyStart, larger, newStart, PIECE_BYTES);
    buffer = larger;
    bodyStart = newStart;
  }

  /** Collects a body up to one piece and passes it on. */
  private final class Body extends OutputStream {
    private final EntryPrefix prefix;
    private final TreeEntry entry;
    private int filled; // bytes of the current piece
    private int pieces; // that went out
    private boolean closed;

    Body(EntryPrefix prefix, TreeEntry entry) {
      this.prefix = prefix;
      this.entry = entry;
    }

    @Override
    public void write(int b) throws IOException {
      checkOpen();
      buffer[bodyStart + filled++] = (byte) b;
      passOnIfFull();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      checkOpen();
      int done = 0;
      while (done < length) {
        int step = Math.min(length - done, PIECE_BYTES - filled);
        System.arraycopy(bytes, offset + done, buffer, bodyStart + filled, step);
        filled += step;
        done += step;
        passOnIfFull();
      }
    }

    private void checkOpen() throws IOException {
      if (closed) {
        throw new IOException("the body of '" + entry.path() + "' is closed");
      }
    }

    private void passOnIfFull() throws IOException {
      if (filled == PIECE_BYTES) {
        int full = filled;
        filled = 0;
        pieces++;
        passOn(prefix.ofPieces(), pieces, false, full);
      }
    }

    // What the sink refused must not be followed by a last piece when the caller cleans up.
    private void passOn(EntryPrefix kind, int piece, boolean last, int bytes) throws IOException {
      boolean accepted = false;
      try {
        emit(kind, entry, piece, last, bytes);
        accepted = true;
      } finally {
        if (!accepted) {
          end();
        }
      }
    }

    private void end() {
      closed = true;
      open = null;
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      end();
      if (pieces == 0) {
        passOn(prefix, 0, true, filled);
      } else {
        // Also when it is empty: a body of n times 65536 bytes ends with an empty piece.
        passOn(prefix.ofPieces(), pieces + 1, true, filled);
      }
    }
  }
}
