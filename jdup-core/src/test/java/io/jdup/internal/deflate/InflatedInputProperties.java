package io.jdup.internal.deflate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Holds our inflating against zlib's, over what compressors write and over what none does. */
class InflatedInputProperties {
  private static final int LONG_STREAM = 1 << 20;

  @Property(tries = 200)
  void zlibsStreamsBecomeWhatTheyWere(
      @ForAll @IntRange(max = 400_000) int length,
      @ForAll @IntRange(max = 9) int level,
      @ForAll @IntRange(max = 2) int strategy,
      @ForAll long seed)
      throws IOException {
    var random = new Random(seed);
    byte[] plain = Mixtures.of(length, random);
    byte[] deflated = deflated(plain, level, strategy, random.nextBoolean());
    assertArrayEquals(plain, readInSteps(deflated, random));
  }

  @Property(tries = 100)
  void ourStreamsBecomeWhatTheyWere(
      @ForAll @IntRange(max = 400_000) int length,
      @ForAll @IntRange(max = 9) int level,
      @ForAll long seed)
      throws IOException {
    var random = new Random(seed);
    byte[] plain = Mixtures.of(length, random);
    var deflater = new BlockDeflater(level);
    var out = new ByteArrayOutputStream();
    for (int at = 0; at < length; ) {
      int end = Math.min(length, at + 1 + random.nextInt(100_000));
      deflater.deflate(plain, at, end);
      out.write(deflater.deflated(), 0, deflater.deflatedLength());
      at = end;
    }
    out.write(3);
    out.write(0);
    assertArrayEquals(plain, readInSteps(out.toByteArray(), random));
  }

  @Property(tries = 2000)
  void damageIsJudgedAsZlibDoes(
      @ForAll @IntRange(min = 1, max = 3000) int length,
      @ForAll @IntRange(max = 9) int level,
      @ForAll @IntRange(max = 2) int strategy,
      @ForAll @IntRange(min = 1, max = 4) int changes,
      @ForAll long seed)
      throws IOException {
    var random = new Random(seed);
    byte[] deflated = deflated(Mixtures.of(length, random), level, strategy, false);
    damage(deflated, changes, random);
    assertSameVerdict(deflated, random);
  }

  @Property(tries = 100)
  void damageInLongStreamsIsJudgedAsZlibDoes(
      @ForAll @IntRange(min = 100_000, max = 400_000) int length,
      @ForAll @IntRange(min = 1, max = 9) int level,
      @ForAll long seed)
      throws IOException {
    var random = new Random(seed);
    byte[] deflated =
        deflated(Mixtures.of(length, random), level, Deflater.DEFAULT_STRATEGY, false);
    damage(deflated, 1, random);
    assertSameVerdict(deflated, random);
  }

  @Property(tries = 500)
  void blocksThatNoCompressorWritesAreJudgedAsZlibDoes(
      @ForAll @IntRange(min = 1, max = 8) int blocks,
      @ForAll @IntRange(max = 4000) int symbols,
      @ForAll boolean astray,
      @ForAll @IntRange(max = 2) int changes,
      @ForAll long seed)
      throws IOException {
    var random = new Random(seed);
    byte[] deflated = RandomBlocks.of(random, blocks, symbols, astray);
    damage(deflated, changes, random);
    assertSameVerdict(deflated, random);
  }

  @Property(tries = 100)
  void zlibFormatIsJudgedAsZlibDoes(
      @ForAll @IntRange(max = 200_000) int length,
      @ForAll @IntRange(max = 9) int level,
      @ForAll @IntRange(max = 1) int changes,
      @ForAll long seed)
      throws IOException {
    var random = new Random(seed);
    byte[] plain = Mixtures.of(length, random);
    var out = new ByteArrayOutputStream();
    var deflater = new Deflater(level);
    try (var deflating = new DeflaterOutputStream(out, deflater)) {
      deflating.write(plain);
    } finally {
      deflater.end();
    }
    byte[] packed = out.toByteArray();
    for (int i = 0; i < changes; i++) { // in the checksum
      packed[packed.length - 1 - random.nextInt(4)] ^= (byte) (1 << random.nextInt(8));
    }
    InputStream in = new ZlibInput(dribbling(packed, random));
    if (changes == 0) {
      assertArrayEquals(plain, in.readAllBytes());
      assertEquals(-1, in.read());
    } else {
      assertArrayEquals(plain, in.readNBytes(length));
      assertThrows(DamagedDeflateException.class, in::read);
    }
  }

  @Property(tries = 200)
  void whatIsCutOffIsNeverTakenForWhole(
      @ForAll @IntRange(min = 1, max = 100_000) int length,
      @ForAll @IntRange(max = 9) int level,
      @ForAll long seed)
      throws IOException {
    var random = new Random(seed);
    byte[] plain = Mixtures.of(length, random);
    byte[] deflated = deflated(plain, level, Deflater.DEFAULT_STRATEGY, false);
    int cut = random.nextInt(deflated.length);
    var out = new ByteArrayOutputStream();
    var in = new InflatedInput(new ByteArrayInputStream(deflated, 0, cut));
    assertThrows(DamagedDeflateException.class, () -> in.transferTo(out));
    byte[] before = out.toByteArray();
    assertArrayEquals(Arrays.copyOf(plain, before.length), before);
  }

  private static void damage(byte[] bytes, int changes, Random random) {
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  private static void assertSameVerdict(byte[] deflated, Random random) throws IOException {
    var ours = new ByteArrayOutputStream();
    boolean taken = true;
    try {
      ours.write(new InflatedInput(dribbling(deflated, random)).readNBytes(LONG_STREAM));
    } catch (DamagedDeflateException e) {
      taken = false;
    }
    var zlibs = new ByteArrayOutputStream();
    assertEquals(zlibTakes(deflated, zlibs), taken);
    if (taken) {
      assertArrayEquals(zlibs.toByteArray(), ours.toByteArray());
    }
  }

  private static boolean zlibTakes(byte[] deflated, ByteArrayOutputStream out) {
    var inflater = new Inflater(true);
    byte[] buffer = new byte[1000];
    inflater.setInput(deflated);
    try {
      while (!inflater.finished() && out.size() < LONG_STREAM) {
        int got = inflater.inflate(buffer, 0, Math.min(buffer.length, LONG_STREAM - out.size()));
        out.write(buffer, 0, got);
        if (got == 0 && !inflater.finished()) {
          return false; // it wants more, or a dictionary
        }
      }
      return true;
    } catch (DataFormatException e) {
      return false;
    } finally {
      inflater.end();
    }
  }

  private static InputStream dribbling(byte[] bytes, Random random) {
    int most = 1 << random.nextInt(16);
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, 1 + random.nextInt(most)));
      }
    };
  }

  private static byte[] readInSteps(byte[] deflated, Random random) throws IOException {
    InputStream in = new InflatedInput(dribbling(deflated, random));
    var out = new ByteArrayOutputStream();
    byte[] buffer = new byte[200_000];
    for (int got; (got = in.read(buffer, 0, 1 + random.nextInt(buffer.length))) >= 0; ) {
      out.write(buffer, 0, got);
    }
    assertEquals(-1, in.read());
    return out.toByteArray();
  }

  private static byte[] deflated(byte[] plain, int level, int strategy, boolean flushing)
      throws IOException {
    var deflater = new Deflater(level, true);
    deflater.setStrategy(strategy);
    return deflated(plain, deflater, flushing);
  }

  private static byte[] deflated(byte[] plain, Deflater deflater, boolean flushing)
      throws IOException {
    var out = new ByteArrayOutputStream();
    try (var deflating = new DeflaterOutputStream(out, deflater, 512, true)) {
      int half = plain.length / 2;
      deflating.write(plain, 0, half);
      if (flushing) {
        deflating.flush();
      }
      deflating.write(plain, half, plain.length - half);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }
}
