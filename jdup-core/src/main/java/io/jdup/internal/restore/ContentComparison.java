package io.jdup.internal.restore;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Holds the bytes that are written to it against those of a file, from its beginning on. */
final class ContentComparison extends OutputStream {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final FileChannel file;
  private final ByteBuffer found = ByteBuffer.allocate(BUFFER_BYTES);
  private boolean same = true;

  /** Compares with {@code file}, which stays the caller's. */
  ContentComparison(FileChannel file) {
    this.file = file;
  }

  /** Returns whether the file holds what was written, and nothing more. */
  boolean isSame() throws IOException {
    return same && file.position() == file.size();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (same && done < length) {
      found.clear().limit(Math.min(found.capacity(), length - done));
      int count = file.read(found);
      int from = offset + done;
      same = count > 0 && Arrays.equals(bytes, from, from + count, found.array(), 0, count);
      done += count;
    }
  }
}
