package io.jdup.rsync;

import io.jdup.rsync.RsyncFormatException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Reads a signature block by block. Not thread-safe.
 *
 * <p>Nothing is allocated from a length the header states, other than within its checked range.
 * Source: format section 5.1; what is refused is what {@code rdiff delta} 2.3.2 refuses, and strong
 * sums of no bytes, which it accepts.
 */
public final class SignatureReader {
  private static final int HEADER_LENGTH = 12;
  private static final int LONGEST_STRONG_SUM = StrongSum.BLAKE2.maxLength();
  private static final int BUFFER_LENGTH = 16 * 1024;

  private final InputStream in;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_LENGTH).flip(); // big-endian
  private final SignatureFormat format;
  private long offset; // in the stream, of the buffer's position
  private int weak;

  /**
   * Reads the header from {@code in}, which stays the caller's to close. May read ahead of the
   * blocks that were asked for.
   */
  public SignatureReader(InputStream in) throws IOException {
    this.in = in;
    if (!fill(HEADER_LENGTH)) {
      throw endsEarly("header");
    }
    int magic = buffer.getInt();
    int blockLength = buffer.getInt();
    int strongLength = buffer.getInt();
    format = checkedFormat(magic, blockLength, strongLength);
    offset = HEADER_LENGTH;
  }

  private static SignatureFormat checkedFormat(int magic, int blockLength, int strongLength)
      throws RsyncFormatException {
    if (blockLength < 1) {
      throw corrupt(4, "block length is " + Integer.toUnsignedString(blockLength));
    }
    if (strongLength < 1 || strongLength > LONGEST_STRONG_SUM) {
      throw corrupt(8, "strong length is " + Integer.toUnsignedString(strongLength));
    }
    for (WeakSum weak : WeakSum.values()) {
      for (StrongSum strong : StrongSum.values()) {
        int length = Math.min(strongLength, strong.maxLength());
        var candidate = new SignatureFormat(weak, strong, blockLength, length);
        if (candidate.magic() == magic) {
          requireStoredWhole(strong, strongLength);
          return candidate;
        }
      }
    }
    throw RsyncFormatException.inSignature(
        Problem.WRONG_MAGIC, 0, "it starts with " + hex(magic) + ", no signature's magic number");
  }

  private static void requireStoredWhole(StrongSum strong, int length) throws RsyncFormatException {
    if (length > strong.maxLength()) {
      throw RsyncFormatException.inSignature(
          Problem.WRONG_STRONG_LENGTH,
          8,
          "strong length is " + length + ", " + strong + " has " + strong.maxLength());
    }
  }

  /** Returns what the header says. */
  public SignatureFormat format() {
    return format;
  }

  /** Goes to the next block; false at the end of the signature. */
  public boolean next() throws IOException {
    if (buffer.remaining() >= format.entryLength() || fill(format.entryLength())) {
      take();
      return true;
    }
    if (buffer.hasRemaining()) {
      throw endsEarly("block entry");
    }
    return false;
  }

  private void take() {
    weak = buffer.getInt();
    buffer.position(buffer.position() + format.strongLength());
    offset += format.entryLength();
  }

  /** Returns the weak sum of the current block. */
  public int weak() {
    return weak;
  }

  /** Copies the stored part of the current block's strong sum to {@code into}. */
  public void strong(byte[] into, int at) {
    buffer.get(buffer.position() - format.strongLength(), into, at, format.strongLength());
  }

  /** Reads until the buffer holds {@code wanted} bytes; false if the stream ends before. */
  private boolean fill(int wanted) throws IOException {
    buffer.compact();
    while (buffer.position() < wanted) {
      int read = in.read(buffer.array(), buffer.position(), buffer.remaining());
      if (read < 0) {
        break;
      }
      buffer.position(buffer.position() + read);
    }
    buffer.flip();
    return buffer.remaining() >= wanted;
  }

  private RsyncFormatException endsEarly(String where) {
    return RsyncFormatException.inSignature(
        Problem.ENDS_EARLY, offset + buffer.remaining(), "it ends within the " + where);
  }

  private static RsyncFormatException corrupt(long offset, String what) {
    return RsyncFormatException.inSignature(Problem.CORRUPT, offset, what);
  }

  private static String hex(int value) {
    return "0x" + Integer.toHexString(value);
  }
}
