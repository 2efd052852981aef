package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.rsync.RsyncFormatException.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** See also {@code RsyncVectorsTest}: 40 deltas that rdiff accepted or refused. */
class PatcherTest {
  private static final String MAGIC = "72730236";

  @ParameterizedTest
  @CsvSource({
    "'', ENDS_EARLY",
    "727302, ENDS_EARLY",
    "12345678, WRONG_MAGIC",
    "72730136, WRONG_MAGIC",
    "72730236, ENDS_EARLY",
    "7273023605aabb, ENDS_EARLY",
    "7273023643000000, ENDS_EARLY",
    "72730236410000, CORRUPT",
    "7273023645000000, CORRUPT",
    "7273023655, CORRUPT",
    "72730236ff, CORRUPT",
    "72730236450a0100, ENDS_EARLY",
    "7273023645000b00, ENDS_EARLY",
    "727302364800ffffffffffffffff00, CORRUPT",
    "72730236448000000000000000, CORRUPT",
    "7273023651ffffffffffffffff0100, CORRUPT",
    "72730236547ffffffffffffff07fffffffffffffff00, CORRUPT"
  })
  void badDeltasAreRefused(String hex, Problem problem) {
    var refusal = assertThrows(RsyncFormatException.class, () -> patch(new byte[10], hex));
    assertEquals(problem, refusal.problem(), refusal.getMessage());
  }

  @Test
  void theMessageSaysWhatAndWhere() {
    var refusal =
        assertThrows(
            RsyncFormatException.class,
            () -> patch(new byte[10], MAGIC + "02aabb" + "450802" + "450903"));
    assertEquals(
        "delta is unusable at byte 10: copy of 3 bytes at 9 goes beyond the basis of 10 bytes;"
            + " make it again from the signature of this basis",
        refusal.getMessage());
  }

  @Test
  void theMessageTellsCopiesFromLiteralsAndWhereItEnds() {
    assertEquals(
        "delta is unusable at byte 4: copy of 0 bytes; make it again from the signature of this"
            + " basis",
        refusal("45000000"));
    assertEquals(
        "delta is unusable at byte 7: literal of 0 bytes; make it again from the signature of this"
            + " basis",
        refusal("02aabb" + "410000"));
    assertEquals(
        "delta is unusable at byte 10: it ends without an END command; make it again from the"
            + " signature of this basis",
        refusal("02aabb" + "430000"));
  }

  private static String refusal(String commands) {
    return String.valueOf(
        assertThrows(RsyncFormatException.class, () -> patch(new byte[10], MAGIC + commands))
            .getMessage());
  }

  @Test
  void aChainOfOneDeltaIsThatDelta(@TempDir Path dir) throws IOException {
    var delta = new ByteArrayInputStream(HexFormat.of().parseHex(MAGIC + "01aa" + "450802" + "00"));
    var out = new ByteArrayOutputStream();
    Patcher.patch(new ArrayBasis(new byte[10]), List.of(delta), dir, out);
    assertArrayEquals(new byte[] {(byte) 0xaa, 0, 0}, out.toByteArray());
  }

  @Test
  void bytesAfterTheEndAreIgnored() throws IOException {
    assertArrayEquals(new byte[2], patch(new byte[10], MAGIC + "450002" + "00" + "ffff"));
  }

  @Test
  void hugeLiteralLengthsCostNoMemory() {
    assertThrows(
        RsyncFormatException.class,
        () -> patch(new byte[10], MAGIC + "447fffffffffffffff" + "aabb"));
  }

  @Test
  void aBasisThatShrinksMeanwhileIsNoticed() {
    var shrinking =
        new Basis() {
          @Override
          public long size() {
            return 100;
          }

          @Override
          public int read(long position, byte[] into, int offset, int length) {
            return position < 50 ? (int) Math.min(length, 50 - position) : -1;
          }
        };
    var delta = new ByteArrayInputStream(HexFormat.of().parseHex(MAGIC + "45006400"));
    var refusal =
        assertThrows(
            RsyncFormatException.class,
            () -> Patcher.patch(shrinking, delta, new ByteArrayOutputStream()));
    assertTrue(refusal.getMessage().contains("the basis now ends at byte 50"));
  }

  @Test
  void offsetsBeyondFourGibibytesAreReached() throws IOException {
    long far = 5L << 32;
    var sparse = // whose bytes tell their position
        new Basis() {
          @Override
          public long size() {
            return far + 1000;
          }

          @Override
          public int read(long position, byte[] into, int offset, int length) {
            for (int i = 0; i < length; i++) {
              into[offset + i] = (byte) (position + i - far);
            }
            return length;
          }
        };
    var out = new ByteArrayOutputStream();
    String copy = "51" + HexFormat.of().toHexDigits(far + 7) + "03";
    var delta = new ByteArrayInputStream(HexFormat.of().parseHex(MAGIC + copy + "00"));
    Patcher.patch(sparse, delta, out);
    assertArrayEquals(new byte[] {7, 8, 9}, out.toByteArray());
  }

  @Test
  void aFileIsABasis(@TempDir Path dir) throws IOException {
    Path file = Files.write(dir.resolve("basis"), new byte[] {1, 2, 3, 4, 5});
    var out = new ByteArrayOutputStream();
    try (var channel = FileChannel.open(file)) {
      var delta =
          new ByteArrayInputStream(HexFormat.of().parseHex(MAGIC + "450301" + "450102" + "00"));
      Patcher.patch(Basis.of(channel), delta, out);
      assertEquals(0, channel.position());
    }
    assertArrayEquals(new byte[] {4, 2, 3}, out.toByteArray());
  }

  private static byte[] patch(byte[] basis, String delta) throws IOException {
    return Rsync.patch(basis, HexFormat.of().parseHex(delta));
  }
}
