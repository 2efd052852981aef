package io.jdup.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Inflates deflated or zlib data by the JDK's zlib. Unlike the JDK's stream it frees zlib's memory
 * as soon as the data ends.
 */
final class JdkInflatedInput extends InputStream {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final InputStream in;
  private final Inflater inflater;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private boolean dummyGiven;
  private boolean ended;

  /** Inflates {@code in}, as {@link Inflating#inflate} says. */
  JdkInflatedInput(OpenPgpCompression format, InputStream in) {
    this.in = in;
    inflater = new Inflater(format == OpenPgpCompression.ZIP);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    try {
      int got = 0;
      while (got == 0 && length > 0 && !inflater.finished()) {
        got = inflater.inflate(into, offset, length);
        if (got == 0 && inflater.needsInput()) {
          feed();
        } else if (inflater.needsDictionary()) {
          throw new ZipException("it wants a preset dictionary");
        }
      }
      return got == 0 && length > 0 ? end() : got;
    } catch (DataFormatException e) {
      var damaged = new ZipException(e.getMessage());
      damaged.initCause(e);
      throw damaged;
    }
  }

  private void feed() throws IOException {
    if (inflater.finished()) {
      return;
    }
    int got = in.read(buffer, 0, buffer.length);
    if (got < 0) {
      // Inflater's contract asks for one byte more than the data when it is raw.
      if (dummyGiven) {
        throw new ZipException("it ends too early");
      }
      dummyGiven = true;
      buffer[0] = 0;
      got = 1;
    }
    inflater.setInput(buffer, 0, got);
  }

  private int end() {
    ended = true;
    inflater.end();
    return -1;
  }

  @Override
  public void close() {
    end();
  }
}
