package io.jdup.rsync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the delta does not show: how many blocks are compared at once, and when it gives up. */
class BlockMatcherTest {
  private static final int HEADER_LENGTH = 12;

  private static SignatureFormat format(int blockLength) {
    return new SignatureFormat(WeakSum.ROLLSUM, StrongSum.MD4, blockLength, 8);
  }

  private static BlockMatcher matcher(SignatureFormat format, byte[] signature) throws IOException {
    return matcher(format, signature, 1000);
  }

  private static BlockMatcher matcher(SignatureFormat format, byte[] signature, int window)
      throws IOException {
    var reader = new SignatureReader(new ByteArrayInputStream(signature));
    return new BlockMatcher(format, new SignatureWindow(reader, window));
  }

  /** Knows {@code block}, and one with the weak sum of a block of zeros that is not such a one. */
  private static BlockMatcher misled(byte[] block) throws IOException {
    SignatureFormat format = format(block.length);
    var signature = new ByteArrayOutputStream();
    signature.writeBytes(Rsync.signature(format, block));
    byte[] zeros = Rsync.signature(format, new byte[block.length]);
    zeros[zeros.length - 1] ^= 1;
    signature.write(zeros, HEADER_LENGTH, zeros.length - HEADER_LENGTH);
    return matcher(format, signature.toByteArray());
  }

  @Test
  void blocksInSequenceAreTakenAtOnce() throws IOException {
    byte[] basis = new byte[10 * 512];
    new Random(1).nextBytes(basis);
    BlockMatcher matcher = matcher(format(512), Rsync.signature(format(512), basis));
    assertEquals(10, matcher.sequence(basis, 0, 10, 0));
    assertEquals(7, matcher.sequence(basis, 3 * 512, 7, 3));
    assertEquals(2, matcher.sequence(basis, 0, 2, 0));
    assertEquals(0, matcher.sequence(basis, 512, 9, 0));
    byte[] changed = basis.clone();
    changed[6 * 512] ^= 1;
    assertEquals(6, matcher.sequence(changed, 0, 10, 0));
    matcher = matcher(format(512), Rsync.signature(format(512), basis), 4);
    assertEquals(4, matcher.sequence(basis, 0, 10, 0));
    assertEquals(1, matcher.sequence(basis, 4 * 512, 6, 4)); // for it the window moves on by one
  }

  @Test
  void ofABatchNoMoreIsLookedAtThanItHolds() throws IOException {
    byte[] block = new byte[512];
    new Random(3).nextBytes(block);
    byte[] data = new byte[512 + 66]; // whose 67 positions all are hits in vain
    BlockMatcher matcher = misled(block);
    assertEquals(64, matcher.scan(data, 0, data.length));
    assertEquals(-1, matcher.found());
    assertEquals(3, matcher.scan(data, 64, data.length));
    assertEquals(-1, matcher.found());
  }

  @Test
  void fourBlocksMayBeHashedInVainHoweverLongTheyAre() throws IOException {
    int length = 8 << 20;
    byte[] data = new byte[length + 4];
    data[length + 2] = 1; // the windows at 0, 1 and 2 are zeros
    BlockMatcher matcher = misled(Arrays.copyOfRange(data, 3, length + 3));
    assertEquals(3, matcher.scan(data, 0, data.length));
    assertEquals(0, matcher.found());
    assertEquals(0, matcher.scan(data, 3, data.length)); // a block that is found costs nothing
    assertEquals(0, matcher.found());

    byte[] later = new byte[length + 4];
    later[length + 3] = 1;
    matcher = misled(Arrays.copyOfRange(later, 4, length + 4));
    assertEquals(5, matcher.scan(later, 0, later.length));
    assertEquals(-1, matcher.found());
  }

  @Test
  void whatIsPassedOverMakesUpForSixteenTimesAsMuch() throws IOException {
    int length = 1 << 20; // 16 windows of zeros use all up; 65 536 positions give one back
    assertEquals(-1, firstFound(60_000, length));
    assertEquals(70_000, firstFound(70_000, length));
  }

  /** Looks for the block at {@code at} of noise that begins with zeros; returns where it was. */
  private static int firstFound(int at, int length) throws IOException {
    byte[] data = new byte[at + length];
    new Random(2).nextBytes(data);
    Arrays.fill(data, 0, length + 15, (byte) 0);
    data[length + 15] = 1;
    BlockMatcher matcher = misled(Arrays.copyOfRange(data, at, at + length));
    for (int position = 0; position + length <= data.length; ) {
      position += matcher.scan(data, position, data.length);
      if (matcher.found() >= 0) {
        return position;
      }
    }
    return -1;
  }

  // With 31 added each of these bytes counts 256: every 512 of them change no weak sum. 256
  // windows from 256 bytes to 255 * 512 more are 16 MiB, which is what may be hashed.
  @Test
  void theLastBlockIsLookedForAsLongAsIsAllowed() throws IOException {
    byte[] data = new byte[257 + 255 * 512];
    Arrays.fill(data, (byte) 225);
    byte[] last = Arrays.copyOf(data, 256);
    BlockMatcher matcher = matcher(format(200_000), Rsync.signature(format(200_000), last));
    assertEquals(255 * 512, matcher.findLast(data, 0, data.length - 1, 0));
    last = Arrays.copyOf(data, 257);
    matcher = matcher(format(200_000), Rsync.signature(format(200_000), last));
    assertEquals(data.length, matcher.findLast(data, 0, data.length, 0));
  }
}
