package io.jdup.internal.restore;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the content of a file as long as it is small. What becomes larger goes on to a stream that
 * is opened then. Used for one file after the other; not thread-safe.
 */
final class HeldContent extends OutputStream {
  private static final int MAX_BYTES = 64 * 1024;

  /** Opens where large content goes. */
  interface Opener {
    OutputStream open() throws IOException;
  }

  private final byte[] held = new byte[MAX_BYTES];
  private final byte[] one = new byte[1];
  private Opener opener = OutputStream::nullOutputStream;
  private int length;
  private @Nullable OutputStream large;

  /** Turns to the next file, whose content {@code opener} has a place for if it is large. */
  void begin(Opener opener) {
    this.opener = opener;
    length = 0;
    large = null;
  }

  /** Returns whether all of the content is here. */
  boolean isSmall() {
    return large == null;
  }

  /** Returns a copy of the small content. */
  byte[] toBytes() {
    return Arrays.copyOf(held, length);
  }

  @Override
  public void write(int b) throws IOException {
    one[0] = (byte) b;
    write(one, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    OutputStream further = large;
    if (further == null && count <= MAX_BYTES - length) {
      System.arraycopy(bytes, offset, held, length, count);
      length += count;
      return;
    }
    if (further == null) {
      further = opener.open();
      further.write(held, 0, length);
      large = further;
    }
    further.write(bytes, offset, count);
  }
}
