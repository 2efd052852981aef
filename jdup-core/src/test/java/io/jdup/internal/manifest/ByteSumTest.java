package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ByteSumTest {
  // The check values of CRC-32C and CRC-32 in the catalogue of parametrised CRC algorithms.
  private static final long CHECK = 0xe3069283_cbf43926L;

  @Test
  void sumIsThatOfAllBytesWhateverTheirPortions() {
    byte[] bytes = "-123456789-".getBytes(US_ASCII);
    var sum = new ByteSum();
    assertEquals(0, sum.value());
    sum.update(bytes, 1, 4);
    sum.update(bytes, 5, 5);
    assertEquals(CHECK, sum.value());
    sum.reset();
    assertEquals(0, sum.value());
    sum.update(bytes, 1, 9);
    assertEquals(CHECK, sum.value());
  }
}
