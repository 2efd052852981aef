package io.jdup.internal.backup;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream, all of which must be there. Not thread-safe. */
final class LimitedInput extends FilterInputStream {
  private long left; // bytes

  /** Reads the first {@code bytes} of {@code in}, which closing closes. */
  LimitedInput(InputStream in, long bytes) {
    super(in);
    this.left = bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (left == 0 && length > 0) {
      return -1;
    }
    int count = in.read(into, offset, (int) Math.min(left, length));
    if (count < 0) {
      throw new EOFException("it ends " + left + " bytes too early");
    }
    left -= count;
    return count;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long count = in.skip(Math.min(left, bytes));
    left -= count;
    return count;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(left, in.available());
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
