package io.jdup.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jdup.rsync.Basis;
import io.jdup.rsync.DeltaWriter;
import io.jdup.rsync.Patcher;
import io.jdup.rsync.RsyncFormatException;
import io.jdup.rsync.SignatureFormat;
import io.jdup.rsync.SignatureReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * A signature. What is told of it is what stands there, and a delta made with it can be applied to
 * any file of the right length and makes one of the new file's.
 */
public final class FuzzedSignature {
  private static final int HEADER_BYTES = 12;
  private static final byte[] NEW_FILE = new byte[5000];

  static {
    new Random(2).nextBytes(NEW_FILE);
  }

  private FuzzedSignature() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    long blocks;
    SignatureFormat format;
    try {
      var reader = new SignatureReader(new ByteArrayInputStream(input));
      format = reader.format();
      blocks = checkBlocks(reader, input);
    } catch (RsyncFormatException e) {
      return;
    }
    byte[] delta = delta(input);
    var patched = new BoundedOutput();
    var basis = new Zeros(blocks * format.blockLength());
    Patcher.patch(basis, new ByteArrayInputStream(delta), patched);
    assertEquals(NEW_FILE.length, patched.toByteArray().length);
  }

  private static long checkBlocks(SignatureReader reader, byte[] input) throws IOException {
    ByteBuffer expected = ByteBuffer.wrap(input).position(HEADER_BYTES);
    int strongLength = reader.format().strongLength();
    byte[] strong = new byte[strongLength];
    long blocks = 0;
    while (reader.next()) {
      assertEquals(expected.getInt(), reader.weak());
      reader.strong(strong, 0);
      int at = expected.position();
      assertArrayEquals(Arrays.copyOfRange(input, at, at + strongLength), strong);
      expected.position(at + strongLength);
      blocks++;
    }
    assertEquals(0, expected.remaining());
    return blocks;
  }

  private static byte[] delta(byte[] signature) throws IOException {
    var delta = new ByteArrayOutputStream();
    var reader = new SignatureReader(new ByteArrayInputStream(signature));
    var writer = new DeltaWriter(reader, delta, DeltaWriter.MIN_WINDOW_BLOCKS);
    writer.update(NEW_FILE, 0, NEW_FILE.length);
    writer.finish();
    return delta.toByteArray();
  }

  /** A file that holds nothing but zeros. */
  private record Zeros(long size) implements Basis {
    @Override
    public int read(long position, byte[] into, int offset, int length) {
      int count = (int) Math.min(length, size - position);
      Arrays.fill(into, offset, offset + Math.max(0, count), (byte) 0);
      return count <= 0 ? -1 : count;
    }
  }
}
