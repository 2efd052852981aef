package io.jdup.internal.difftar;

import io.jdup.report.CorruptBackupException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of one tar file, buffered and counted. Ending too early is an error that names the
 * file. Does not close the stream. Not thread-safe.
 */
final class TarInput {
  private static final int BUFFER_BYTES =
      8 * 1024; // thousands may be open; large bodies go past it

  private final String fileName;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from; // of the bytes in the buffer that were not read yet
  private int to;
  private long position; // in the tar, of the byte read next

  TarInput(String fileName, InputStream in) {
    this.fileName = fileName;
    this.in = in;
  }

  String fileName() {
    return fileName;
  }

  long position() {
    return position;
  }

  /** Fills {@code into}; returns false, with nothing read, when the data ends before it. */
  boolean readIfAny(byte[] into) throws IOException {
    if (from == to && !refill()) {
      return false;
    }
    readFully(into, into.length);
    return true;
  }

  void readFully(byte[] into, int length) throws IOException {
    int done = 0;
    while (done < length) {
      done += read(into, done, length - done);
    }
  }

  /** Reads from 1 to {@code length} bytes; {@code length} is positive. */
  int read(byte[] into, int offset, int length) throws IOException {
    if (from == to) {
      if (length >= BUFFER_BYTES) {
        return readPastBuffer(into, offset, length);
      }
      if (!refill()) {
        throw endsTooEarly();
      }
    }
    int step = Math.min(length, to - from);
    System.arraycopy(buffer, from, into, offset, step);
    from += step;
    position += step;
    return step;
  }

  private int readPastBuffer(byte[] into, int offset, int length) throws IOException {
    int step = in.read(into, offset, length);
    if (step < 0) {
      throw endsTooEarly();
    }
    position += step;
    return step;
  }

  void skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      if (from == to && !refill()) {
        throw endsTooEarly();
      }
      int step = (int) Math.min(left, to - from);
      from += step;
      position += step;
      left -= step;
    }
  }

  /** Reads and drops everything to the end, so that what decodes the stream can check its end. */
  void drain() throws IOException {
    do {
      position += to - from;
      from = to;
    } while (refill());
  }

  private boolean refill() throws IOException {
    int count;
    do {
      count = in.read(buffer, 0, BUFFER_BYTES);
    } while (count == 0);
    from = 0;
    to = Math.max(0, count);
    return count > 0;
  }

  private CorruptBackupException endsTooEarly() {
    return damaged("it ends within an entry, after " + position + " bytes of tar");
  }

  CorruptBackupException damaged(String problem) {
    return new CorruptBackupException(
        fileName, problem, "use another copy of it; if it holds signatures, make a full backup");
  }
}
