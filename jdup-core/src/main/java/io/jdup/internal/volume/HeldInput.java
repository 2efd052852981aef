package io.jdup.internal.volume;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A short stream that was read already, with the failure that it ended in, if so. */
class HeldInput extends InputStream {
  private final Piece piece;
  private int position;
  private boolean closed;

  /** Gives out {@code piece}, the last one of its stream. */
  HeldInput(Piece piece) {
    this.piece = piece;
  }

  /** Is called once, when this is closed. */
  void released() {}

  @Override
  public int read() throws IOException {
    return isAtEnd() ? -1 : piece.bytes()[position++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (isAtEnd()) {
      return -1;
    }
    int step = Math.min(length, piece.length() - position);
    System.arraycopy(piece.bytes(), position, into, offset, step);
    position += step;
    return step;
  }

  private boolean isAtEnd() throws IOException {
    if (position < piece.length()) {
      return false;
    }
    piece.throwFailure();
    return true;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      released();
    }
  }
}
