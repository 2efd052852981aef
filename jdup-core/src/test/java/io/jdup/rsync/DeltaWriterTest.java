package io.jdup.rsync;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.rsync.RsyncFormatException.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** See also {@code RsyncVectorsTest}: deltas that equal librsync's to the byte. */
class DeltaWriterTest {
  private static final SignatureFormat FORMAT =
      new SignatureFormat(WeakSum.ROLLSUM, StrongSum.MD4, 512, 8);
  private static final Duration FAR_FROM_QUADRATIC = Duration.ofSeconds(20);

  @Test
  void anEmptyNewFileIsMagicAndEnd() throws IOException {
    byte[] delta = Rsync.delta(Rsync.signature(FORMAT, new byte[5000]), new byte[0]);
    assertEquals("7273023600", HexFormat.of().formatHex(delta));
  }

  @Test
  void theShortLastBlockIsFoundBehindNewData() throws IOException {
    byte[] basis = noise(700);
    byte[] data = concat("new".getBytes(US_ASCII), Arrays.copyOfRange(basis, 512, 700));
    byte[] delta = Rsync.delta(Rsync.signature(FORMAT, basis), data);
    // literal of 3, copy of 188 at 512: rdiff delta 2.3.2 writes the same
    assertEquals("72730236" + "036e6577" + "490200bc" + "00", HexFormat.of().formatHex(delta));
  }

  // rdiff delta 2.3.2 writes the same, as below
  @Test
  void wholeBlocksAreCopiedAsFarAsTheyGo() throws IOException {
    byte[] basis = noise(4 * 512);
    byte[] signature = Rsync.signature(FORMAT, basis);
    byte[] delta = Rsync.delta(signature, Arrays.copyOf(basis, 2 * 512));
    assertEquals("72730236" + "46000400" + "00", HexFormat.of().formatHex(delta));
    delta = Rsync.delta(signature, Arrays.copyOfRange(basis, 512, 2 * 512));
    assertEquals("72730236" + "4a02000200" + "00", HexFormat.of().formatHex(delta));
    byte[] other = noise(512);
    delta = Rsync.delta(signature, other);
    assertEquals(
        "72730236" + "420200" + HexFormat.of().formatHex(other) + "00",
        HexFormat.of().formatHex(delta));
  }

  @Test
  void eachBlockBetweenNewDataIsFound() throws IOException {
    byte[] basis = noise(10 * 512);
    byte[] data = noise(151);
    for (int block : new int[] {3, 7, 5, 5}) {
      data = concat(data, Arrays.copyOfRange(basis, block * 512, (block + 1) * 512));
      data = concat(data, noise(150)); // longer than the first batch
    }
    byte[] delta = Rsync.delta(Rsync.signature(FORMAT, basis), data);
    String fresh = "4196" + HexFormat.of().formatHex(noise(150));
    assertEquals(
        "72730236"
            + ("4197" + HexFormat.of().formatHex(noise(151)))
            + ("4a06000200" + fresh)
            + ("4a0e000200" + fresh)
            + ("4a0a000200" + fresh).repeat(2)
            + "00",
        HexFormat.of().formatHex(delta));
  }

  @Test
  void behindTheLastBlockIsNone() throws IOException {
    byte[] basis = noise(64 * 512);
    byte[] data = concat(Arrays.copyOfRange(basis, 32 * 512, 64 * 512), noise(2000));
    byte[] delta = Rsync.delta(Rsync.signature(FORMAT, basis), data);
    assertEquals(
        "72730236" + "4a40004000" + "4207d0" + HexFormat.of().formatHex(noise(2000)) + "00",
        HexFormat.of().formatHex(delta));
  }

  @Test
  void aLastBlockOfAnyLengthIsFound() throws IOException {
    var format = new SignatureFormat(WeakSum.ROLLSUM, StrongSum.MD4, 2048, 8);
    for (int length : new int[] {1, 2, 500, 1023, 1024, 1025, 2000}) {
      byte[] basis = noise(2048 + length);
      for (int before : new int[] {1, 23, 1023, 1024, 1025, 2040}) {
        if (before + length < 2048) {
          byte[] data = concat(noise(before), Arrays.copyOfRange(basis, 2048, 2048 + length));
          byte[] delta = Rsync.delta(Rsync.signature(format, basis), data);
          assertArrayEquals(data, Rsync.patch(basis, delta));
          assertTrue(delta.length <= before + 14, length + " behind " + before);
        }
      }
    }
  }

  // 98 816 bytes are looked at once, and the next block goes on with the sum of the one before:
  // here just where all up to it is written already.
  @Test
  void theByteBeforeAPositionIsKept() throws IOException {
    byte[] basis = noise(10 * 512);
    for (int before = 32_255; before <= 32_260; before++) {
      byte[] data =
          concat(
              concat(noise(before), Arrays.copyOfRange(basis, 5 * 512, 6 * 512)), noise(200_000));
      byte[] delta = Rsync.delta(Rsync.signature(FORMAT, basis), data);
      assertArrayEquals(data, Rsync.patch(basis, delta));
      assertTrue(delta.length < data.length - 512 + 50, before + " bytes before the block");
    }
  }

  @Test
  void withoutBlocksAllIsLiteral() throws IOException {
    byte[] data = noise(600_000);
    for (int blockLength : new int[] {512, 1000, 100 << 20}) {
      var format = new SignatureFormat(WeakSum.ROLLSUM, StrongSum.MD4, blockLength, 8);
      byte[] delta = Rsync.delta(Rsync.signature(format, new byte[0]), data);
      assertArrayEquals(data, Rsync.patch(new byte[0], delta));
      assertTrue(delta.length < data.length + 100, delta.length + " bytes");
    }
  }

  @Test
  void theShortLastBlockIsNotFoundInTheMiddle() throws IOException {
    byte[] basis = noise(700);
    byte[] data = concat(Arrays.copyOfRange(basis, 512, 700), "new".getBytes(US_ASCII));
    byte[] delta = Rsync.delta(Rsync.signature(FORMAT, basis), data);
    assertTrue(delta.length > data.length, "all is literal, as with rdiff");
  }

  @Test
  void aFileOfZerosIsCopied() throws IOException {
    byte[] signature = Rsync.signature(FORMAT, new byte[4 << 20]);
    byte[] delta =
        assertTimeoutPreemptively(
            FAR_FROM_QUADRATIC, () -> Rsync.delta(signature, new byte[(12 << 20) + 100]));
    assertTrue(delta.length < 200, "three copies or so, not " + delta.length + " bytes");
    assertArrayEquals(new byte[(12 << 20) + 100], Rsync.patch(new byte[4 << 20], delta));
  }

  @Test
  void blocksMadeToCollideDoNotMakeItSlow() {
    // A signature of 200 000 blocks with the weak sum of zeros and other strong sums.
    ByteBuffer signature = ByteBuffer.allocate(12 + 200_000 * 12);
    signature.putInt(FORMAT.magic()).putInt(512).putInt(8);
    int weak = new RollingChecksum().of(new byte[512], 0, 512);
    for (long i = 0; i < 200_000; i++) {
      signature.putInt(weak).putLong(i);
    }
    byte[] data = new byte[4 << 20];
    byte[] delta =
        assertTimeoutPreemptively(FAR_FROM_QUADRATIC, () -> Rsync.delta(signature.array(), data));
    assertTrue(delta.length > data.length);
  }

  @Test
  void aCutSignatureIsRefusedEvenBehindTheWindow() throws IOException {
    byte[] signature = Rsync.signature(FORMAT, noise(100 * 512));
    byte[] cut = Arrays.copyOf(signature, signature.length - 1);
    var refusal = assertThrows(RsyncFormatException.class, () -> Rsync.delta(cut, new byte[10], 4));
    assertEquals(Problem.ENDS_EARLY, refusal.problem());
  }

  @Test
  void aSignatureLongerThanTheWindowMovesAlong() throws IOException {
    byte[] basis = noise(2000 * 512);
    byte[] data = basis.clone();
    Arrays.fill(data, 700_000, 703_000, (byte) 1);
    byte[] delta = Rsync.delta(Rsync.signature(FORMAT, basis), data, 8);
    assertTrue(delta.length < 5000, "about the 3000 changed bytes, not " + delta.length);
    assertArrayEquals(data, Rsync.patch(basis, delta));
  }

  @Test
  void positionsBeyondFourGibibytesAreCopied() throws IOException {
    // Blocks of 64 MiB, 70 of zeros and then one of ones; the new file is that last one, short.
    int blockLength = 64 << 20;
    var format = new SignatureFormat(WeakSum.ROLLSUM, StrongSum.MD4, blockLength, 8);
    byte[] last = new byte[1000];
    Arrays.fill(last, (byte) 1);
    byte[] lastEntry = Rsync.signature(format, last);
    InputStream signature =
        new ByteArrayInputStream(
            ByteBuffer.allocate(12 + 71 * 12)
                .put(lastEntry, 0, 12)
                .position(12 + 70 * 12)
                .put(lastEntry, 12, 12)
                .array());
    var out = new ByteArrayOutputStream();
    var writer = new DeltaWriter(new SignatureReader(signature), out);
    writer.update(last, 0, last.length);
    writer.finish();
    // copy of 1000 bytes at 70 * 64 MiB = 0x118000000
    assertEquals(
        "72730236" + "52" + "0000000118000000" + "03e8" + "00",
        HexFormat.of().formatHex(out.toByteArray()));
  }

  private static byte[] noise(int length) {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return data;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
