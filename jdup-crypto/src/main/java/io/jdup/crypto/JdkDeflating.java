package io.jdup.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Compression by the JDK's zlib in the calling thread. Immutable. */
final class JdkDeflating implements Deflating {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final int level;
  private final boolean raw;

  JdkDeflating(OpenPgpCompression format, int level) {
    this.level = level;
    raw = format == OpenPgpCompression.ZIP;
  }

  @Override
  public OutputStream deflate(OutputStream sink) {
    return new Ending(sink, new Deflater(level, raw));
  }

  /** Frees zlib's memory on closing, which the JDK's does not for a deflater it was given. */
  private static final class Ending extends DeflaterOutputStream {
    Ending(OutputStream sink, Deflater deflater) {
      super(sink, deflater, BUFFER_BYTES);
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        def.end();
      }
    }
  }
}
