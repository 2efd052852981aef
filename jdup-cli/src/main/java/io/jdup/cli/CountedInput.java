package io.jdup.cli;

import java.io.IOException;
import java.io.InputStream;

/** An input that knows its size, if anyone does, and counts what was read. */
final class CountedInput extends InputStream {
  static final long UNKNOWN = -1;

  private final InputStream in;
  private final long size;
  private final boolean owned;
  private long count;

  /** Reads {@code in}; closes it in the end only when {@code owned}. */
  CountedInput(InputStream in, long size, boolean owned) {
    this.in = in;
    this.size = size;
    this.owned = owned;
  }

  /** Returns the size in bytes when it was opened, or {@link #UNKNOWN}. */
  long size() {
    return size;
  }

  /** Returns how many bytes were read. */
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    if (read >= 0) {
      count++;
    }
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = in.read(into, offset, length);
    count += Math.max(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    if (owned) {
      in.close();
    }
  }
}
