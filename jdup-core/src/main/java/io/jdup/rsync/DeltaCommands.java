package io.jdup.rsync;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the commands of a delta in their shortest form. Copies that follow each other in the basis
 * become one. Commands of no bytes are never written: readers refuse them.
 */
final class DeltaCommands {
  /** The longest literal librsync writes; longer ones become several. */
  static final int MAX_LITERAL = 32 * 1024;

  private static final int BUFFER_LENGTH = 8 * 1024;
  private static final int MAX_COMMAND_LENGTH = 17; // opcode, offset, length

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private int buffered;
  private long copyOffset;
  private long copyLength; // 0: no copy is waiting

  /** Writes the magic number first. */
  DeltaCommands(OutputStream out) {
    this.out = out;
    put(DeltaFormat.MAGIC, Integer.BYTES);
  }

  /** Copies {@code length} bytes at {@code offset} of the basis. */
  void copy(long offset, long length) throws IOException {
    if (copyLength > 0 && copyOffset + copyLength == offset) {
      copyLength += length;
      return;
    }
    writeCopy();
    copyOffset = offset;
    copyLength = length;
  }

  /** Adds bytes of the new file itself. */
  void literal(byte[] data, int offset, int length) throws IOException {
    if (length > 0) {
      writeCopy();
    }
    for (int done = 0; done < length; ) {
      int now = Math.min(length - done, MAX_LITERAL);
      writeLiteral(data, offset + done, now);
      done += now;
    }
  }

  /** Ends the delta and flushes the stream. */
  void end() throws IOException {
    writeCopy();
    reserve(1);
    put(DeltaFormat.END, 1);
    flushBuffer();
    out.flush();
  }

  private void writeCopy() throws IOException {
    if (copyLength > 0) {
      int offsetCode = DeltaFormat.widthCode(copyOffset);
      int lengthCode = DeltaFormat.widthCode(copyLength);
      reserve(MAX_COMMAND_LENGTH);
      put(DeltaFormat.COPY + 4 * offsetCode + lengthCode, 1);
      put(copyOffset, 1 << offsetCode);
      put(copyLength, 1 << lengthCode);
      copyLength = 0;
    }
  }

  private void writeLiteral(byte[] data, int offset, int length) throws IOException {
    reserve(MAX_COMMAND_LENGTH);
    if (length <= DeltaFormat.MAX_SHORT_LITERAL) {
      put(length, 1);
    } else {
      int code = DeltaFormat.widthCode(length);
      put(DeltaFormat.LITERAL + code, 1);
      put(length, 1 << code);
    }
    if (length > BUFFER_LENGTH - buffered) {
      flushBuffer();
    }
    if (length > BUFFER_LENGTH) {
      out.write(data, offset, length);
    } else {
      System.arraycopy(data, offset, buffer, buffered, length);
      buffered += length;
    }
  }

  private void reserve(int length) throws IOException {
    if (length > BUFFER_LENGTH - buffered) {
      flushBuffer();
    }
  }

  private void flushBuffer() throws IOException {
    out.write(buffer, 0, buffered);
    buffered = 0;
  }

  private void put(long value, int width) {
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
      buffer[buffered++] = (byte) (value >>> shift);
    }
  }
}
