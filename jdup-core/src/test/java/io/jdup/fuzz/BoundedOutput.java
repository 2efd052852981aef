package io.jdup.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Keeps what is written, up to a mebibyte. */
final class BoundedOutput extends OutputStream {
  private static final int MOST_BYTES = 1 << 20;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** There is no more room. */
  static final class FullException extends IOException {
    FullException() {
      super("more than " + MOST_BYTES + " bytes");
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    if (length > MOST_BYTES - bytes.size()) {
      throw new FullException();
    }
    bytes.write(from, offset, length);
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
