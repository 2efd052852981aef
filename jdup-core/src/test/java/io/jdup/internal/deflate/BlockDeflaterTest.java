package io.jdup.internal.deflate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockDeflaterTest {
  // python3 -c "import zlib; print(zlib.decompressobj(-15).decompress(bytes.fromhex('4ac40200')))"
  // gives twenty a. A literal, a match of 19, the end of the block: 3 + 8 + 9 + 5 + 7 bits.
  @Test
  void repeatedByteIsOneLiteralAndOneMatch() {
    assertEquals("4ac40200", hex("a".repeat(20)));
  }

  // Likewise with 4a241200000000ffff and forty: the match has one more extra bit.
  @Test
  void emptyStoredBlockLeadsToTheByteBorder() {
    assertEquals("4a241200000000ffff", hex("a".repeat(40)));
  }

  private static String hex(String plain) {
    byte[] bytes = plain.getBytes(US_ASCII);
    var deflater = new BlockDeflater(6);
    deflater.deflate(bytes, 0, bytes.length);
    return HexFormat.of().formatHex(deflater.deflated(), 0, deflater.deflatedLength());
  }

  @Test
  void nothingGivesNothing() {
    var deflater = new BlockDeflater(3);
    deflater.deflate(new byte[0], 0, 0);
    assertEquals(0, deflater.deflatedLength());
  }

  @Test
  void dictionaryIsMatched() throws DataFormatException {
    byte[] noise = new byte[2 * 1000]; // below the sample of the probe, so it is searched
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, noise, 1000, 1000);
    var deflater = new BlockDeflater(6);
    deflater.deflate(noise, 1000, 2000);
    assertTrue(deflater.deflatedLength() < 100, deflater.deflatedLength() + " bytes");
    assertArrayEquals(
        Arrays.copyOfRange(noise, 1000, 2000),
        inflated(deflater, Arrays.copyOf(noise, 1000), 1000));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 9})
  void matchesReachBackExactlyTheWindow(int level) throws DataFormatException {
    for (int distance = 32_766; distance <= 32_770; distance++) {
      byte[] plain = new byte[distance + 300];
      new Random(2).nextBytes(plain);
      for (int i = 0; i < plain.length; i++) {
        plain[i] = (byte) (plain[i] & 0x3f); // not random enough to be stored
      }
      System.arraycopy(plain, 0, plain, distance, 300);
      assertRoundTrip(level, plain);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void everyLevelGivesBackWhatItGot(int level) throws DataFormatException {
    assertRoundTrip(level, text(200_000, new Random(3)));
    assertRoundTrip(level, new byte[300_000]);
    byte[] noise = new byte[200_000];
    new Random(4).nextBytes(noise);
    assertRoundTrip(level, noise);
  }

  // Counts that grow like Fibonacci's numbers give the deepest codes: 25 symbols want 24 bits.
  @Test
  void codesDeeperThanTheFormatAllowsAreCut() throws DataFormatException {
    byte[] plain = new byte[300_000];
    int at = 0;
    for (int symbol = 0, a = 1, b = 1; at < plain.length; symbol++) {
      for (int i = 0; i < a && at < plain.length; i++) {
        plain[at++] = (byte) symbol;
      }
      int next = a + b;
      a = b;
      b = next;
    }
    var random = new Random(5); // shuffled, so that there is little to match
    for (int i = plain.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      byte swapped = plain[i];
      plain[i] = plain[j];
      plain[j] = swapped;
    }
    assertRoundTrip(1, plain);
    assertRoundTrip(9, plain);
  }

  // Each match of a run is to be as near as can be, which takes one bit, and not seven.
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 9})
  void runsOfOneByteTakeTwoBitsForEachMatch(int level) {
    var deflater = new BlockDeflater(level);
    deflater.deflate(new byte[300_000], 0, 300_000);
    int matches = 300_000 / Tokens.MAX_MATCH;
    int length = deflater.deflatedLength();
    assertTrue(length < 2 * matches / 8 + 50, length + " bytes");
  }

  @Test
  void noiseGrowsByFiveBytesForEachPiece() {
    byte[] noise = new byte[1 << 20];
    new Random(6).nextBytes(noise);
    var deflater = new BlockDeflater(3);
    deflater.deflate(noise, 0, noise.length);
    assertEquals(noise.length + 17 * 5, deflater.deflatedLength());
  }

  @Test
  void textIsAboutAsSmallAsZlibMakesIt() {
    byte[] plain = text(1 << 20, new Random(7));
    for (int level : new int[] {6, 9}) {
      var ours = new BlockDeflater(level);
      ours.deflate(plain, 0, plain.length);
      var zlib = new java.util.zip.Deflater(level, true);
      zlib.setInput(plain);
      zlib.finish();
      int theirs = zlib.deflate(new byte[1 << 20]);
      zlib.end();
      assertTrue(
          ours.deflatedLength() < theirs * 1.05,
          "level " + level + ": " + ours.deflatedLength() + " bytes, zlib " + theirs);
    }
  }

  @Test
  void levelsBeyondNineAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new BlockDeflater(10));
    assertThrows(IllegalArgumentException.class, () -> new BlockDeflater(-1));
  }

  private static void assertRoundTrip(int level, byte[] plain) throws DataFormatException {
    var deflater = new BlockDeflater(level);
    deflater.deflate(plain, 0, plain.length);
    assertArrayEquals(plain, inflated(deflater, new byte[0], plain.length), "level " + level);
  }

  static byte[] inflated(BlockDeflater deflater, byte[] dictionary, int length)
      throws DataFormatException {
    var inflater = new Inflater(true);
    if (dictionary.length > 0) {
      inflater.setDictionary(dictionary);
    }
    inflater.setInput(deflater.deflated(), 0, deflater.deflatedLength());
    byte[] plain = new byte[length + 1];
    int done = 0;
    int count;
    do {
      count = inflater.inflate(plain, done, plain.length - done);
      done += count;
    } while (count > 0);
    assertEquals(0, inflater.getRemaining(), "bytes that were not read");
    inflater.end();
    return Arrays.copyOf(plain, done);
  }

  /** Words of a small vocabulary, with rare noise between them. */
  static byte[] text(int length, Random random) {
    String[] words = {"volume", "manifest ", "delta", "basis\n", "signature", " = ", "{", "}\n"};
    var text = new StringBuilder();
    while (text.length() < length) {
      text.append(words[random.nextInt(words.length)]);
      if (random.nextInt(8) == 0) {
        text.append((char) (' ' + random.nextInt(90)));
      }
    }
    return text.substring(0, length).getBytes(US_ASCII);
  }
}
