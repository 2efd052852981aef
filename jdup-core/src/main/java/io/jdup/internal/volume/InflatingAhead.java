package io.jdup.internal.volume;

import io.jdup.crypto.OpenPgpCompression;
import io.jdup.internal.deflate.InflatedInput;
import io.jdup.internal.deflate.ZlibInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Inflates with our own code while a background thread goes on decrypting. It pays for large files
 * only: until it is compiled, zlib is faster.
 */
final class InflatingAhead extends InputStream {
  private final InputStream deflated;
  private final InputStream inflated;
  private boolean ended;

  private InflatingAhead(OpenPgpCompression format, InputStream deflated) throws IOException {
    this.deflated = deflated;
    inflated =
        format == OpenPgpCompression.ZIP ? new InflatedInput(deflated) : new ZlibInput(deflated);
  }

  /** Opens {@code source}, which nobody else reads until the end was reported. */
  static InputStream of(OpenPgpCompression format, InputStream source) throws IOException {
    var ahead = new ReadAhead(source);
    boolean opened = false;
    try {
      var inflated = new InflatingAhead(format, ahead);
      opened = true;
      return inflated;
    } finally {
      if (!opened) {
        ahead.close();
      }
    }
  }

  @Override
  public int read() throws IOException {
    return ended(inflated.read());
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return ended(inflated.read(into, offset, length));
  }

  // The end is reported when the background thread has nothing left to read.
  private int ended(int got) throws IOException {
    if (got < 0 && !ended) {
      deflated.transferTo(OutputStream.nullOutputStream());
      ended = true;
    }
    return got;
  }

  @Override
  public void close() throws IOException {
    deflated.close();
  }
}
