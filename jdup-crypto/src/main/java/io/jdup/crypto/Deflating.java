package io.jdup.crypto;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The door for another compressor, such as one with several threads. What it writes must be raw
 * deflate for {@link OpenPgpCompression#ZIP} and a zlib stream for {@link OpenPgpCompression#ZLIB}.
 * It is used by many threads at once if its encryptor is.
 */
@FunctionalInterface
public interface Deflating {
  /**
   * Returns a stream that writes what it is given, compressed, to {@code sink}. Closing it
   * completes the compression, closes {@code sink} and frees what it held.
   */
  OutputStream deflate(OutputStream sink) throws IOException;

  /** Makes compressors of a format and a level. */
  @FunctionalInterface
  interface Maker {
    /** Returns a compressor of {@code format}, which is not NONE, at {@code level}, 0 to 9. */
    Deflating of(OpenPgpCompression format, int level);
  }
}
