package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockLengthTest {
  @Test
  void duplicityChoosesAsItsSigtarsShow() throws IOException {
    Path file = Path.of("..", "testdata", "vectors", "blocksize.json"); // max -> size -> length
    JsonObject vectors = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    for (String max : vectors.keySet()) {
      JsonObject sizes = vectors.getAsJsonObject(max);
      for (String size : sizes.keySet()) {
        assertEquals(
            sizes.get(size).getAsInt(),
            SignatureFormat.duplicity(Long.parseLong(size), Integer.parseInt(max)).blockLength(),
            size + " bytes, at most " + max);
      }
    }
  }

  // truncate -s $size f; rdiff -S -1 signature f | head -c 12 | xxd -p   (librsync 2.3.2)
  @ParameterizedTest
  @CsvSource({
    "0, 256, 5",
    "256, 256, 6",
    "65537, 256, 6",
    "147455, 256, 7",
    "147456, 384, 6",
    "262143, 384, 7",
    "262144, 512, 7",
    "1000000, 896, 7",
    "16777216, 4096, 7",
    "1073754169, 32768, 8",
    "1000000000000, 999936, 10",
    "8796093022208, 2965760, 10"
  })
  void rdiffRecommendsByTheSize(long size, int blockLength, int strongLength) {
    assertEquals(blockLength, BlockLength.rdiff(size));
    assertEquals(strongLength, BlockLength.rdiffLeastStrongLength(size, blockLength));
  }

  // the same with -b 1, 512, 2048
  @ParameterizedTest
  @CsvSource({
    "255, 1, 6",
    "147455, 1, 8",
    "16777216, 1, 9",
    "1099511627776, 512, 11",
    "8796093022208, 512, 12",
    "8796093022208, 1, 13",
    "262144, 2048, 6",
    "1099511627776, 2048, 11"
  })
  void rdiffNeedsLongerStrongSumsForMoreBlocks(long size, int blockLength, int strongLength) {
    assertEquals(strongLength, BlockLength.rdiffLeastStrongLength(size, blockLength));
  }

  @Test
  void theLargestSizesDoNotOverflow() {
    assertEquals(Integer.MAX_VALUE / 128 * 128, BlockLength.rdiff(Long.MAX_VALUE));
    assertEquals(2048, BlockLength.duplicity(Long.MAX_VALUE, 2048));
  }

  @Test
  void rootsOfLargeSizesAreRoundedDown() { // though a double rounds the second size up to a square
    long root = 2147483520; // 128 below 2^31
    assertEquals(root, BlockLength.rdiff(root * root));
    assertEquals(root - 128, BlockLength.rdiff(root * root - 1));
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> BlockLength.duplicity(-1, 2048));
    assertThrows(IllegalArgumentException.class, () -> BlockLength.duplicity(1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SignatureFormat(WeakSum.ROLLSUM, StrongSum.MD4, 512, 17));
    assertThrows(
        IllegalArgumentException.class,
        () -> new SignatureFormat(WeakSum.ROLLSUM, StrongSum.MD4, 0, 8));
  }
}
