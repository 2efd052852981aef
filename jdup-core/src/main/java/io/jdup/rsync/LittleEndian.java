package io.jdup.rsync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian words in byte arrays, as MD4 and BLAKE2 read them; compiles to one load each. */
final class LittleEndian {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  static int getInt(byte[] data, int offset) {
    return (int) INTS.get(data, offset);
  }

  static void putInt(byte[] data, int offset, int value) {
    INTS.set(data, offset, value);
  }

  static long getLong(byte[] data, int offset) {
    return (long) LONGS.get(data, offset);
  }

  static void putLong(byte[] data, int offset, long value) {
    LONGS.set(data, offset, value);
  }
}
