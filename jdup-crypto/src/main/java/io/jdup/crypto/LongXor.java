package io.jdup.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Exclusive-or of byte ranges, eight bytes at a step; the JIT makes vector code of it. */
final class LongXor {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private LongXor() {}

  /** Sets {@code out[i] = a[i] ^ b[i]} for {@code length} bytes; {@code out} may be {@code a}. */
  static void xor(byte[] a, int aAt, byte[] b, int bAt, byte[] out, int outAt, int length) {
    int i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      LONGS.set(out, outAt + i, (long) LONGS.get(a, aAt + i) ^ (long) LONGS.get(b, bAt + i));
    }
    for (; i < length; i++) {
      out[outAt + i] = (byte) (a[aAt + i] ^ b[bAt + i]);
    }
  }
}
