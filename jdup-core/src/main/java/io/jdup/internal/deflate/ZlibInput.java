package io.jdup.internal.deflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Adler32;
import org.jspecify.annotations.Nullable;

/**
 * What a zlib stream becomes; as {@link InflatedInput}, and with its header and checksum checked.
 *
 * <p>Source: RFC 1950.
 */
public final class ZlibInput extends InputStream {
  private static final int DEFLATE = 8;
  private static final int MAX_WINDOW = 7; // 32 KiB
  private static final int PRESET_DICTIONARY = 0x20;

  private final InflatedInput inflated;
  private final Adler32 checksum = new Adler32();
  private boolean checked;
  private @Nullable IOException failure; // of the check

  /** Inflates {@code source}, whose header is read at once. */
  public ZlibInput(InputStream source) throws IOException {
    int method = source.read();
    int flags = source.read();
    if (flags < 0) {
      throw new DamagedDeflateException(DamagedDeflateException.TOO_SHORT);
    }
    if ((method & 0xf) != DEFLATE
        || method >>> 4 > MAX_WINDOW
        || (method << 8 | flags) % 31 != 0
        || (flags & PRESET_DICTIONARY) != 0) {
      throw new DamagedDeflateException("no zlib header that anyone can read alone");
    }
    inflated = new InflatedInput(source);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int got = inflated.read(into, offset, length);
    if (got > 0) {
      checksum.update(into, offset, got);
    } else if (got < 0) {
      check();
    }
    return got;
  }

  private void check() throws IOException {
    if (!checked) {
      checked = true;
      try {
        compare();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void compare() throws IOException {
    byte[] trailer = new byte[Integer.BYTES];
    if (inflated.readTrailer(trailer) < trailer.length) {
      throw new DamagedDeflateException(DamagedDeflateException.TOO_SHORT);
    }
    int sum = 0;
    for (byte octet : trailer) {
      sum = sum << 8 | octet & 0xff;
    }
    if (sum != (int) checksum.getValue()) {
      throw new DamagedDeflateException("its checksum differs");
    }
  }
}
