package io.jdup.rsync;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WeakSumTest {
  // printf abcd | rdiff -H md4 -R $R -b 4096 -S 8 signature - - | xxd -p -s12 -l4
  // with R=rollsum and R=rabinkarp (librsync 2.3.2); likewise below
  @Test
  void sumsOfAsciiMatchRdiff() {
    byte[] data = "abcd".getBytes(US_ASCII);
    assertEquals(0x050a0206, sum(WeakSum.ROLLSUM, data));
    assertEquals(0x238bd873, sum(WeakSum.RABIN_KARP, data));
  }

  @Test
  void sumsOfOneByteMatchRdiff() {
    byte[] data = "a".getBytes(US_ASCII);
    assertEquals(0x00800080, sum(WeakSum.ROLLSUM, data));
    assertEquals(0x08104286, sum(WeakSum.RABIN_KARP, data));
  }

  @Test
  void bytesAbove127AreUnsigned() { // head -c 2048 /dev/zero | tr '\0' '\377'
    byte[] data = new byte[2048];
    Arrays.fill(data, (byte) 0xff);
    assertEquals(0x7800f000, sum(WeakSum.ROLLSUM, data));
    assertEquals(0x49686801, sum(WeakSum.RABIN_KARP, data));
  }

  @Test
  void zerosCount() { // head -c 2049 /dev/zero
    byte[] data = new byte[2049];
    assertEquals(0x741ff81f, sum(WeakSum.ROLLSUM, data));
    assertEquals(0x8130a225, sum(WeakSum.RABIN_KARP, data));
  }

  private static int sum(WeakSum weak, byte[] data) {
    return weak.newRolling().of(data, 0, data.length);
  }
}
