package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeltaCommandsTest {
  private static final String MAGIC = "72730236";
  private static final String END = "00";
  private static final byte[] NOISE = new byte[100_000];

  static {
    new Random(1).nextBytes(NOISE);
  }

  private interface Commands {
    void to(DeltaCommands commands) throws IOException;
  }

  private static String written(Commands commands) throws IOException {
    var out = new ByteArrayOutputStream();
    var to = new DeltaCommands(out);
    commands.to(to);
    to.end();
    return HexFormat.of().formatHex(out.toByteArray());
  }

  private static String noise(int offset, int length) {
    return HexFormat.of().formatHex(NOISE, offset, offset + length);
  }

  // head -c 100 /dev/zero > b; rdiff -H md4 -R rollsum -b 512 -S 8 signature b s
  // head -c $n new | rdiff delta s - - | xxd -p     (librsync 2.3.2)
  @Test
  void theOpcodeIsTheLengthOfALiteralUpTo64Bytes() throws IOException {
    assertEquals(MAGIC + "40" + noise(0, 64) + END, written(c -> c.literal(NOISE, 0, 64)));
    assertEquals(MAGIC + "4141" + noise(0, 65) + END, written(c -> c.literal(NOISE, 0, 65)));
  }

  @Test
  void literalsAreCutAt32Kibibytes() throws IOException {
    assertEquals(
        MAGIC
            + ("428000" + noise(5, 32768))
            + ("428000" + noise(5 + 32768, 32768))
            + ("421170" + noise(5 + 65536, 4464))
            + END,
        written(c -> c.literal(NOISE, 5, 70_000)));
  }

  // The buffer holds 8192 bytes: whatever is written comes to stand across its end.
  @Test
  void whatDoesNotFitIntoTheBufferComesBehindIt() throws IOException {
    for (int first = 8192 - 40; first <= 8192 + 10; first++) {
      int length = first - 7;
      Commands before = c -> c.literal(NOISE, 0, length);
      String expected = MAGIC + "42%04x".formatted(length) + noise(0, length);
      assertEquals(expected + END, written(before));
      assertEquals(
          expected + "03" + noise(1, 3) + END,
          written(
              c -> {
                before.to(c);
                c.literal(NOISE, 1, 3);
              }));
      assertEquals(
          expected + "423000" + noise(2, 0x3000) + END,
          written(
              c -> {
                before.to(c);
                c.literal(NOISE, 2, 0x3000);
              }));
      assertEquals(
          expected + "54" + "0000010000000000" + "0000020000000000" + END,
          written(
              c -> {
                before.to(c);
                c.copy(1L << 40, 1L << 41);
              }));
    }
  }
}
