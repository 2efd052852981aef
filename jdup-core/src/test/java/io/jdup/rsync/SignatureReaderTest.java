package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.rsync.RsyncFormatException.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureReaderTest {
  @Test
  void blocksComeOneByOne() throws IOException {
    var reader = reader("72730136" + "00000200" + "00000002" + "01020304aabb" + "ff000000ccdd");
    var format = new SignatureFormat(WeakSum.ROLLSUM, StrongSum.MD4, 512, 2);
    assertEquals(format, reader.format());
    byte[] strong = new byte[2];
    assertTrue(reader.next());
    reader.strong(strong, 0);
    assertEquals(0x01020304, reader.weak());
    assertArrayEquals(new byte[] {(byte) 0xaa, (byte) 0xbb}, strong);
    assertTrue(reader.next());
    reader.strong(strong, 0);
    assertEquals(0xff000000, reader.weak());
    assertArrayEquals(new byte[] {(byte) 0xcc, (byte) 0xdd}, strong);
    assertFalse(reader.next());
  }

  // printf ... | xxd -r -p > s; rdiff delta s new   (librsync 2.3.2; the exit codes agree)
  @ParameterizedTest
  @CsvSource({
    "'', ENDS_EARLY",
    "7273013600000200000000, ENDS_EARLY",
    "123456780000020000000008, WRONG_MAGIC",
    "727302360000020000000008, WRONG_MAGIC",
    "727301390000020000000008, WRONG_MAGIC",
    "727301360000000000000008, CORRUPT",
    "727301368000000000000008, CORRUPT",
    "72730136ffffffff00000008, CORRUPT",
    "727301360000020000000021, CORRUPT",
    "7273013600000200ffffffff, CORRUPT",
    "727301360000020000000011, WRONG_STRONG_LENGTH",
    "727301460000020000000020, WRONG_STRONG_LENGTH"
  })
  void badHeadersAreRefused(String hex, Problem problem) {
    var refusal = assertThrows(RsyncFormatException.class, () -> reader(hex));
    assertEquals(problem, refusal.problem());
  }

  @Test
  void theShortestAndTheLongestAreAccepted() throws IOException {
    for (WeakSum weak : WeakSum.values()) {
      for (StrongSum strong : StrongSum.values()) {
        for (int strongLength : new int[] {1, strong.maxLength()}) {
          for (int blockLength : new int[] {1, Integer.MAX_VALUE}) {
            var format = new SignatureFormat(weak, strong, blockLength, strongLength);
            String header = "%08x%08x%08x".formatted(format.magic(), blockLength, strongLength);
            assertEquals(format, reader(header).format());
          }
        }
      }
    }
  }

  @Test
  void itWaitsForNoMoreThanItNeeds() throws IOException {
    byte[] bytes = HexFormat.of().parseHex("72730136" + "00000200" + "00000002" + "01020304aabb");
    var in =
        new InputStream() {
          private int given;

          @Override
          public int read() {
            if (given == bytes.length) {
              throw new AssertionError("the rest has not come yet");
            }
            return bytes[given++] & 0xff;
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            into[offset] = (byte) read();
            return 1;
          }
        };
    var reader = new SignatureReader(in);
    assertTrue(reader.next());
    assertEquals(0x01020304, reader.weak());
  }

  @Test
  void theMessageNamesTheWrongMagic() {
    var refusal =
        assertThrows(RsyncFormatException.class, () -> reader("727302360000020000000008"));
    assertEquals(
        "signature is unusable at byte 0: it starts with 0x72730236, no signature's magic number;"
            + " make it again",
        refusal.getMessage());
  }

  @Test
  void strongSumsOfNoBytesAreRefused() { // which rdiff accepts, matching by the weak sum alone
    assertThrows(RsyncFormatException.class, () -> reader("727301360000020000000000"));
  }

  @Test
  void aCutEntryIsReportedWithItsPlace() throws IOException {
    var reader = reader("72730136" + "00000200" + "00000002" + "01020304aabb" + "ff0000");
    assertTrue(reader.next());
    var refusal = assertThrows(RsyncFormatException.class, reader::next);
    assertEquals(Problem.ENDS_EARLY, refusal.problem());
    assertEquals(
        "signature is unusable at byte 21: it ends within the block entry; make it again",
        refusal.getMessage());
  }

  @Test
  void hugeLengthsInAHeaderCostNoMemory() throws IOException {
    byte[] signature = HexFormat.of().parseHex("727301477fffffff00000020");
    byte[] delta = Rsync.delta(signature, new byte[1000]);
    assertArrayEquals(new byte[1000], Rsync.patch(new byte[0], delta));
  }

  private static SignatureReader reader(String hex) throws IOException {
    return new SignatureReader(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
  }
}
