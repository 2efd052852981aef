package io.jdup.internal.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.internal.concurrent.TaskScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ParallelDeflateProperties {
  @Property(tries = 60)
  void zlibInflatesWhatWasDeflated(
      @ForAll DeflateFormat format,
      @ForAll @IntRange(max = 1_500_000) int length,
      @ForAll @IntRange(min = 1, max = 9) int level,
      @ForAll long seed)
      throws IOException {
    byte[] plain = mixture(length, new Random(seed));
    assertArrayEquals(plain, inflated(format, deflated(format, level, plain, new Random(seed))));
  }

  @Example
  void noiseIsStoredWithHardlyAnyOverhead() throws IOException {
    byte[] noise = new byte[3_000_000];
    new Random(1).nextBytes(noise);
    int length = deflated(DeflateFormat.RAW, 6, noise, new Random(2)).length;
    assertTrue(length < noise.length * 1.001, "stored in " + length + " bytes");
  }

  @Example
  void emptyStreamIsAStream() throws IOException {
    for (DeflateFormat format : DeflateFormat.values()) {
      byte[] nothing = new byte[0];
      assertArrayEquals(nothing, inflated(format, deflated(format, 6, nothing, new Random(3))));
    }
  }

  private static byte[] deflated(DeflateFormat format, int level, byte[] plain, Random random)
      throws IOException {
    var out = new ByteArrayOutputStream();
    try (var scope = new TaskScope(2, 2)) {
      var deflate = ParallelDeflate.forVolumes(scope, 200 << 20);
      try (OutputStream stream = deflate.stream(format, level, out, new PassedBytes())) {
        for (int at = 0; at < plain.length; ) {
          int part = Math.min(plain.length - at, 1 + random.nextInt(200_000));
          stream.write(plain, at, part);
          at += part;
        }
      }
    }
    return out.toByteArray();
  }

  private static byte[] inflated(DeflateFormat format, byte[] deflated) throws IOException {
    var in = new ByteArrayInputStream(deflated);
    try (InputStream plain =
        switch (format) {
          case RAW -> new InflaterInputStream(in, new Inflater(true));
          case ZLIB -> new InflaterInputStream(in);
          case GZIP -> new GZIPInputStream(in);
        }) {
      return plain.readAllBytes();
    }
  }

  /** Stretches of text, noise and zeros, of lengths that fall on no border. */
  private static byte[] mixture(int length, Random random) {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; ) {
      int part = Math.min(length - at, 1 + random.nextInt(100_000));
      int kind = random.nextInt(3);
      for (int i = at; i < at + part; i++) {
        bytes[i] =
            (byte)
                (kind == 0
                    ? random.nextInt()
                    : kind == 1 ? "etaoin shrdlu".charAt(random.nextInt(13)) : 0);
      }
      at += part;
    }
    return bytes;
  }
}
