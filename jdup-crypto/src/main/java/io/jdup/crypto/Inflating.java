package io.jdup.crypto;

import java.io.IOException;
import java.io.InputStream;

/**
 * The door for another decompressor, such as one that reads ahead. It is used by many threads at
 * once if its decryptor is.
 */
@FunctionalInterface
public interface Inflating {
  /**
   * Returns a stream of what {@code deflated} becomes: raw deflate if {@code format} is {@link
   * OpenPgpCompression#ZIP}, a zlib stream if it is {@link OpenPgpCompression#ZLIB}. It may read
   * more of {@code deflated} than it needs, but nothing after its end was reported or it was
   * closed. Closing it frees what it held; {@code deflated} need not be closed.
   *
   * @throws java.util.zip.ZipException if the data is damaged; so does reading the stream
   */
  InputStream inflate(OpenPgpCompression format, InputStream deflated) throws IOException;
}
