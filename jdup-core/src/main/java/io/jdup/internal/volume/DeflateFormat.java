package io.jdup.internal.volume;

import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/** What stands around deflated data. Sources: RFC 1951, RFC 1950, RFC 1952. */
enum DeflateFormat {
  /** Nothing. */
  RAW,
  /** A header of two bytes, an Adler-32 at the end. */
  ZLIB,
  /** A header of ten bytes; a CRC-32 and the length at the end. */
  GZIP;

  private static final byte[] GZIP_HEADER = {
    0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff // no name, no time, unknown system
  };

  byte[] header() {
    return switch (this) {
      case RAW -> new byte[0];
      case ZLIB -> new byte[] {0x78, (byte) 0x9c}; // 32 KiB window; the level is advice only
      case GZIP -> GZIP_HEADER.clone();
    };
  }

  /** Returns a new sum of the plain bytes, or null if none is kept. */
  @Nullable Checksum newChecksum() {
    return switch (this) {
      case RAW -> null;
      case ZLIB -> new Adler32();
      case GZIP -> new CRC32();
    };
  }

  byte[] trailer(long checksum, long lengthBytes) {
    int sum = (int) checksum;
    int length = (int) lengthBytes;
    return switch (this) {
      case RAW -> new byte[0];
      case ZLIB ->
          new byte[] {(byte) (sum >> 24), (byte) (sum >> 16), (byte) (sum >> 8), (byte) sum};
      case GZIP ->
          new byte[] {
            (byte) sum, (byte) (sum >> 8), (byte) (sum >> 16), (byte) (sum >> 24),
            (byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24)
          };
    };
  }
}
