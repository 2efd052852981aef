package io.jdup.internal.volume;

import io.jdup.internal.concurrent.TaskScope;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * Reads another stream ahead in a background thread, half a mebibyte at most, so that decoding goes
 * on while what was decoded is put to use.
 *
 * <p>A failure of the source is thrown where its bytes would have come, after all bytes before it,
 * and at every further reading. Closing ends the thread, then closes the source. Not thread-safe.
 */
final class ReadAhead extends InputStream {
  private static final int PIECE_BYTES = 128 * 1024;
  private static final int PIECES = 4; // the one being read included

  private final InputStream source;
  private final TaskScope scope = new TaskScope(1, PIECES);
  private final Deque<TaskScope.Pending<Piece>> ahead = new ArrayDeque<>();
  private Piece current = Piece.EMPTY;
  private int position; // in current
  private boolean over; // touched by the background thread only

  /** Begins to read {@code source}, which belongs to this from now on. */
  ReadAhead(InputStream source) throws IOException {
    this.source = source;
    boolean begun = false;
    try {
      for (int i = 0; i < PIECES; i++) {
        order(new byte[PIECE_BYTES]);
      }
      begun = true;
    } finally {
      if (!begun) { // nobody will close this
        close();
      }
    }
  }

  private void order(byte[] bytes) throws IOException {
    ahead.add(scope.submit(() -> fill(bytes)));
  }

  private Piece fill(byte[] bytes) {
    Piece piece = over ? Piece.END : Piece.read(source, bytes, bytes.length);
    over = piece.isLast();
    return piece;
  }

  @Override
  public int read() throws IOException {
    return findBytes() ? current.bytes()[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (!findBytes()) {
      return -1;
    }
    int step = Math.min(length, current.length() - position);
    System.arraycopy(current.bytes(), position, into, offset, step);
    position += step;
    return step;
  }

  /** Turns to a piece with bytes left; returns false at the end. */
  private boolean findBytes() throws IOException {
    while (position == current.length()) {
      if (current.isLast()) {
        current.throwFailure();
        return false;
      }
      Piece next = ahead.element().await(); // whoever reads on after an interruption misses nothing
      ahead.remove();
      if (current.length() > 0 && !next.isLast()) {
        order(current.bytes());
      }
      current = next;
      position = 0;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    scope.close(); // first: the thread uses the source
    source.close();
  }
}
