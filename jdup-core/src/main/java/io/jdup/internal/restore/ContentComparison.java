package io.jdup.internal.restore;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds the bytes that are written to it against those of a file, from its beginning on. */
final class ContentComparison extends OutputStream {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final FileChannel file;
  private final ByteBuffer found = ByteBuffer.allocate(BUFFER_BYTES);
  private boolean same = true;
  private @Nullable IOException failure; // of the file; what is written comes from elsewhere

  /** Compares with {@code file}, which stays the caller's. */
  ContentComparison(FileChannel file) {
    this.file = file;
  }

  /** Returns why the file could not be read, if so. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
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
      int count = readSome();
      int from = offset + done;
      same = count > 0 && Arrays.equals(bytes, from, from + count, found.array(), 0, count);
      done += count;
    }
  }

  private int readSome() throws IOException {
    try {
      return file.read(found);
    } catch (ClosedByInterruptException e) {
      throw e; // the end of the run, not of the file
    } catch (IOException e) {
      failure = e;
      return -1;
    }
  }
}
