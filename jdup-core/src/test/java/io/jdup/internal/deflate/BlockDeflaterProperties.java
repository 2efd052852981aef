package io.jdup.internal.deflate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BlockDeflaterProperties {
  @Property(tries = 300)
  void zlibInflatesEveryStretch(
      @ForAll @IntRange(max = 40_000) int before,
      @ForAll @IntRange(max = 300_000) int length,
      @ForAll @IntRange(max = 9) int level,
      @ForAll long seed)
      throws DataFormatException {
    byte[] bytes = Mixtures.of(before + length, new Random(seed));
    var deflater = new BlockDeflater(level);
    deflater.deflate(bytes, before, bytes.length);
    byte[] dictionary = Arrays.copyOf(bytes, before);
    byte[] window =
        Arrays.copyOfRange(
            dictionary, Math.max(0, before - BlockDeflater.DICTIONARY_BYTES), before);
    assertArrayEquals(
        Arrays.copyOfRange(bytes, before, bytes.length),
        BlockDeflaterTest.inflated(deflater, window, length));
  }

  @Property(tries = 100)
  void resultDoesNotDependOnWhatWasDeflatedBefore(
      @ForAll @IntRange(max = 100_000) int length,
      @ForAll @IntRange(min = 1, max = 9) int level,
      @ForAll long seed) {
    var random = new Random(seed);
    byte[] bytes = Mixtures.of(length, random);
    byte[] other = Mixtures.of(150_000, random);
    var fresh = new BlockDeflater(level);
    fresh.deflate(bytes, 0, length);
    var used = new BlockDeflater(level);
    used.deflate(other, 30_000, other.length);
    used.deflate(bytes, 0, length);
    assertArrayEquals(
        Arrays.copyOf(fresh.deflated(), fresh.deflatedLength()),
        Arrays.copyOf(used.deflated(), used.deflatedLength()));
  }

  @Property(tries = 200)
  void resultDoesNotDependOnWhatStandsBehindTheEnd(
      @ForAll @IntRange(max = 40_000) int before,
      @ForAll @IntRange(max = 40) int length,
      @ForAll @IntRange(min = 1, max = 9) int level,
      @ForAll long seed) {
    var random = new Random(seed);
    byte[] bytes = Mixtures.of(before + length, random);
    byte[] more = Arrays.copyOf(bytes, bytes.length + 20);
    for (int i = bytes.length; i < more.length; i++) {
      more[i] = before > 0 ? bytes[random.nextInt(before)] : (byte) i;
    }
    var deflater = new BlockDeflater(level);
    deflater.deflate(bytes, before, bytes.length);
    byte[] alone = Arrays.copyOf(deflater.deflated(), deflater.deflatedLength());
    deflater.deflate(more, before, bytes.length);
    assertArrayEquals(alone, Arrays.copyOf(deflater.deflated(), deflater.deflatedLength()));
  }

  @Property
  void codesFillTheirSpaceExactly(
      @ForAll @IntRange(min = 2, max = 286) int symbols,
      @ForAll @IntRange(min = 9, max = 15) int maxBits,
      @ForAll long seed) {
    var random = new Random(seed);
    int[] counts = new int[symbols];
    for (int i = 0; i < symbols; i++) {
      counts[i] = random.nextInt(3) == 0 ? 0 : 1 << random.nextInt(20); // from rare to constant
    }
    var code = new PrefixCode(symbols, maxBits);
    code.build(counts);
    long room = 0;
    for (byte length : code.lengths) {
      room += length == 0 ? 0 : 1L << maxBits - length;
    }
    assertEquals(1L << maxBits, room);
  }
}
