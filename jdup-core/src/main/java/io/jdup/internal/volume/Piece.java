package io.jdup.internal.volume;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a stream at one go.
 *
 * @param bytes the array that was read into
 * @param length how much of it was filled
 * @param isLast whether the stream ended, or failed, behind these bytes
 * @param failure why it failed, if so
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Piece(byte[] bytes, int length, boolean isLast, @Nullable IOException failure) {
  static final Piece EMPTY = new Piece(new byte[0], 0, /* isLast= */ false, null);
  static final Piece END = new Piece(new byte[0], 0, /* isLast= */ true, null);

  /** Reads up to {@code limit} bytes into {@code bytes}; never fails, but keeps the failure. */
  static Piece read(InputStream source, byte[] bytes, int limit) {
    int length = 0;
    try {
      while (length < limit) {
        int count = source.read(bytes, length, limit - length);
        if (count < 0) {
          return new Piece(bytes, length, /* isLast= */ true, null);
        }
        length += count;
      }
      return new Piece(bytes, length, /* isLast= */ false, null);
    } catch (IOException e) {
      return new Piece(bytes, length, /* isLast= */ true, e);
    }
  }

  /** Throws the failure, if there is one. */
  void throwFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }
}
