package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** See also {@code RsyncVectorsTest}: signatures that equal librsync's to the byte. */
class SignatureWriterTest {
  static List<SignatureFormat> formats() {
    return List.of(
        new SignatureFormat(WeakSum.ROLLSUM, StrongSum.MD4, 2048, 8),
        new SignatureFormat(WeakSum.ROLLSUM, StrongSum.BLAKE2, 100, 32),
        new SignatureFormat(WeakSum.RABIN_KARP, StrongSum.MD4, 100_000, 16),
        new SignatureFormat(WeakSum.RABIN_KARP, StrongSum.BLAKE2, 2_000_000, 9));
  }

  // head -c $n /dev/zero | tr '\0' a | rdiff -H $H -R $R -b 2000000 -S 8 signature - - | xxd -p
  @ParameterizedTest
  @CsvSource({
    "5000000, MD4, ROLLSUM, 72730136001e848000000008"
        + "2000400048da7ebacdc55bbd2000400048da7ebacdc55bbd90002000bbce80cc6bb65e5c",
    "4000000, MD4, ROLLSUM, 72730136001e848000000008"
        + "2000400048da7ebacdc55bbd2000400048da7ebacdc55bbd",
    "5000000, BLAKE2, RABIN_KARP, 72730147001e848000000008"
        + "c55111817989d84fffb0ce4fc55111817989d84fffb0ce4f0ef4e8c10741850f36cba425",
    "4000000, BLAKE2, RABIN_KARP, 72730147001e848000000008"
        + "c55111817989d84fffb0ce4fc55111817989d84fffb0ce4f"
  })
  void blocksTooLongToBeKeptAreSignedAsTheyCome(
      int length, StrongSum strong, WeakSum weak, String expected) throws IOException {
    byte[] data = new byte[length];
    Arrays.fill(data, (byte) 'a');
    byte[] signature = Rsync.signature(new SignatureFormat(weak, strong, 2_000_000, 8), data);
    assertEquals(expected, HexFormat.of().formatHex(signature));
  }

  /** Computes it block by block. */
  private static byte[] expected(SignatureFormat format, byte[] data) {
    int length = format.blockLength();
    int blocks = (data.length + length - 1) / length;
    ByteBuffer signature = ByteBuffer.allocate(12 + blocks * format.entryLength());
    signature.putInt(format.magic()).putInt(length).putInt(format.strongLength());
    BlockDigest digest = format.strong().newDigest();
    byte[] hash = new byte[format.strong().maxLength()];
    for (int at = 0; at < data.length; at += length) {
      int now = Math.min(length, data.length - at);
      signature.putInt(format.weak().newRolling().of(data, at, now));
      digest.reset();
      digest.update(data, at, now);
      digest.finish(hash, 0, hash.length);
      signature.put(hash, 0, format.strongLength());
    }
    return signature.array();
  }

  private static byte[] noise(int length) {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return data;
  }

  @ParameterizedTest
  @MethodSource("formats")
  void portionsDoNotMatter(SignatureFormat format) throws IOException {
    byte[] data = noise(5_000_001);
    var out = new ByteArrayOutputStream();
    var writer = new SignatureWriter(format, out);
    int[] portions = {0, 100, 40 * 2048, 1, 3 * 2048, 500_000, 7, 5_000_001, 300_000, 99};
    for (int at = 0, i = 0; at < data.length; i++) {
      int now = Math.min(portions[i % portions.length], Math.min(data.length - at, 1_500_000));
      writer.update(data, at, now);
      at += now;
    }
    writer.finish();
    assertArrayEquals(expected(format, data), out.toByteArray());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aWriterUsedAgainSignsLikeANewOne(SignatureFormat format) throws IOException {
    byte[] data = noise(300_000);
    for (SignatureFormat first : formats()) {
      var writer = new SignatureWriter(first, new ByteArrayOutputStream());
      writer.update(data, 7, 1000); // and is not finished
      var out = new ByteArrayOutputStream();
      writer.restart(format, out);
      writer.update(data, 0, data.length);
      writer.finish();
      assertArrayEquals(expected(format, data), out.toByteArray());
    }
  }

  @Test
  void manySmallPortionsFillABatch() throws IOException {
    SignatureFormat format = formats().get(1);
    byte[] data = noise(30_000);
    var out = new ByteArrayOutputStream();
    var writer = new SignatureWriter(format, out);
    for (int at = 0; at < data.length; at += 3) {
      writer.update(data, at, 3);
    }
    writer.finish();
    assertArrayEquals(expected(format, data), out.toByteArray());
  }
}
