package io.jdup.internal.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian words in byte arrays; compiles to one load or store each. */
final class Words {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Words() {}

  static int getInt(byte[] bytes, int at) {
    return (int) INTS.get(bytes, at);
  }

  static long getLong(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  static void putLong(byte[] bytes, int at, long value) {
    LONGS.set(bytes, at, value);
  }

  /**
   * Returns how many bytes from {@code a} and from {@code b} on are equal, at most {@code limit}.
   */
  static int commonLength(byte[] bytes, int a, int b, int limit) {
    int length = 0;
    while (length <= limit - Long.BYTES) {
      long difference = getLong(bytes, a + length) ^ getLong(bytes, b + length);
      if (difference != 0) {
        return length + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
      length += Long.BYTES;
    }
    while (length < limit && bytes[a + length] == bytes[b + length]) {
      length++;
    }
    return length;
  }
}
