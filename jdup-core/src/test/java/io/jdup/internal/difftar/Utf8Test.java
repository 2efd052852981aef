package io.jdup.internal.difftar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of Unicode 15, table 3-7, at their borders. */
class Utf8Test {
  @ParameterizedTest
  @CsvSource({
    "00, 1",
    "7f, 1",
    "80, 0",
    "c180, 0",
    "c280, 2",
    "c27f, 0",
    "c2c0, 0",
    "dfbf, 2",
    "e09f80, 0",
    "e0a080, 3",
    "e0bfbf, 3",
    "e0bfc0, 0",
    "e18080, 3",
    "ecbfbf, 3",
    "ed8080, 3",
    "ed9fbf, 3",
    "eda080, 0",
    "ee8080, 3",
    "efbfbf, 3",
    "f08fbfbf, 0",
    "f0908080, 4",
    "f18080bf, 4",
    "f3bfbfbf, 4",
    "f48fbfbf, 4",
    "f4908080, 0",
    "f5808080, 0",
    "ff, 0",
    "c2, 0",
    "e0a0, 0",
    "f09080, 0"
  })
  void lengthsOfCharacters(String hex, int length) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertEquals(length, Utf8.characterLength(bytes, 0, bytes.length));
    assertEquals(length == bytes.length, Utf8.isWellFormed(bytes, bytes.length));
  }

  @Test
  void whatLiesBehindTheEndDoesNotCount() {
    byte[] bytes = "ab\u00e4".getBytes(StandardCharsets.UTF_8);
    assertTrue(Utf8.isAscii(bytes, 2));
    assertFalse(Utf8.isAscii(bytes, 3));
    assertTrue(Utf8.isWellFormed(bytes, 2));
    assertFalse(Utf8.isWellFormed(bytes, 3));
    assertTrue(Utf8.isWellFormed(bytes, 4));
  }
}
