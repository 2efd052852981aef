package io.jdup.internal.manifest;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A checksum of 64 bits that costs next to nothing: two CRCs of 32 bits with different polynomials,
 * which processors compute themselves. It tells accidents, not malice. Not thread-safe.
 */
public final class ByteSum {
  private final CRC32C high = new CRC32C();
  private final CRC32 low = new CRC32();

  public void update(byte[] bytes, int offset, int length) {
    high.update(bytes, offset, length);
    low.update(bytes, offset, length);
  }

  public void reset() {
    high.reset();
    low.reset();
  }

  /** Returns the sum of what came since the beginning or the last reset. */
  public long value() {
    return high.getValue() << 32 | low.getValue();
  }
}
