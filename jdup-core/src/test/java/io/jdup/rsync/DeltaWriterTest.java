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
