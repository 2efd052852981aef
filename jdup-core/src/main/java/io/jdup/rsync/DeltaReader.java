package io.jdup.rsync;

import io.jdup.rsync.RsyncFormatException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Reads the commands of a delta, as strictly as librsync: lengths are positive, offsets not
 * negative, opcodes known, and the delta ends with END. What follows END is not looked at.
 */
final class DeltaReader {
  private static final int BUFFER_LENGTH = 64 * 1024;

  private final InputStream in;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_LENGTH).flip(); // big-endian
  private long offset; // in the stream, of the buffer's position
  private long commandOffset;
  private boolean copy;
  private long copyOffset;
  private long length;

  /** Reads the magic number. May read on beyond what was asked for. */
  DeltaReader(InputStream in) throws IOException {
    this.in = in;
    int magic = (int) number(Integer.BYTES);
    if (magic != DeltaFormat.MAGIC) {
      throw RsyncFormatException.inDelta(
          Problem.WRONG_MAGIC,
          0,
          "it starts with 0x" + Integer.toHexString(magic) + ", not with a delta's magic number");
    }
  }

  /** Goes to the next command; false at END. A literal must have been transferred before. */
  boolean next() throws IOException {
    commandOffset = offset;
    int opcode = (int) number(1) & 0xff;
    if (opcode == DeltaFormat.END) {
      return false;
    }
    if (opcode >= DeltaFormat.RESERVED) {
      throw corrupt("opcode 0x" + Integer.toHexString(opcode) + " is reserved");
    }
    copy = opcode >= DeltaFormat.COPY;
    if (copy) {
      int codes = opcode - DeltaFormat.COPY;
      copyOffset = number(1 << (codes >> 2));
      length = number(1 << (codes & 3));
      requireSane();
    } else if (opcode >= DeltaFormat.LITERAL) {
      length = number(1 << (opcode - DeltaFormat.LITERAL));
      requireSane();
    } else {
      length = opcode;
    }
    return true;
  }

  private void requireSane() throws RsyncFormatException {
    String command = copy ? "copy" : "literal";
    if (copy && copyOffset < 0) {
      throw corrupt("copy from negative offset " + copyOffset);
    }
    if (length <= 0) {
      throw corrupt(command + " of " + length + " bytes");
    }
    if (copy && copyOffset + length < 0) {
      throw corrupt("copy of " + length + " bytes at " + copyOffset + " overflows");
    }
  }

  /** Returns whether the command is a copy; else it is a literal. */
  boolean isCopy() {
    return copy;
  }

  /** Returns where in the basis a copy starts. */
  long copyOffset() {
    return copyOffset;
  }

  /** Returns how many bytes the command makes, at least 1. */
  long length() {
    return length;
  }

  /** Writes the bytes of a literal to {@code out}. */
  void transferLiteral(OutputStream out) throws IOException {
    for (long rest = length; rest > 0; ) {
      if (!buffer.hasRemaining()) {
        fill(1);
      }
      int now = (int) Math.min(rest, buffer.remaining());
      out.write(buffer.array(), buffer.position(), now);
      buffer.position(buffer.position() + now);
      offset += now;
      rest -= now;
    }
  }

  /** Refuses a copy that goes beyond a basis of {@code size} bytes. */
  void requireInside(long size) throws RsyncFormatException {
    if (length > size - copyOffset) {
      throw refuse(
          Problem.ENDS_EARLY,
          "copy of "
              + length
              + " bytes at "
              + copyOffset
              + " goes beyond the basis of "
              + size
              + " bytes");
    }
  }

  /** Reports damage in the current command. */
  RsyncFormatException refuse(Problem problem, String what) {
    return RsyncFormatException.inDelta(problem, commandOffset, what);
  }

  private RsyncFormatException corrupt(String what) {
    return refuse(Problem.CORRUPT, what);
  }

  /** Reads a number of 1, 2, 4 or 8 bytes; only one of 8 can come out negative. */
  private long number(int width) throws IOException {
    if (buffer.remaining() < width) {
      fill(width);
    }
    offset += width;
    return switch (width) {
      case 1 -> buffer.get() & 0xffL;
      case 2 -> buffer.getShort() & 0xffffL;
      case 4 -> buffer.getInt() & 0xffffffffL;
      default -> buffer.getLong();
    };
  }

  private void fill(int wanted) throws IOException {
    buffer.compact();
    while (buffer.position() < wanted) {
      int read = in.read(buffer.array(), buffer.position(), buffer.remaining());
      if (read < 0) {
        throw RsyncFormatException.inDelta(
            Problem.ENDS_EARLY, offset + buffer.position(), "it ends without an END command");
      }
      buffer.position(buffer.position() + read);
    }
    buffer.flip();
  }
}
