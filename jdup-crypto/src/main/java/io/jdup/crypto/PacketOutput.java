package io.jdup.crypto;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes one packet whose length is not known beforehand: partial body lengths of 64 KiB, or a
 * plain length if all of it fits into one piece. Closing writes the last piece and closes the sink.
 *
 * <p>Source: RFC 4880 sections 4.2.2.1 to 4.2.2.4.
 */
final class PacketOutput extends OutputStream {
  /** Bytes of a piece; a power of two. */
  static final int PIECE_BYTES = 1 << 16;

  private static final int PARTIAL = 0xe0 | Integer.numberOfTrailingZeros(PIECE_BYTES);

  private final OutputStream sink;
  private final byte[] piece = new byte[PIECE_BYTES];
  private int filled;
  private boolean closed;

  /** Starts a packet of type {@code tag}. */
  PacketOutput(OutputStream sink, int tag) throws IOException {
    this.sink = sink;
    sink.write(0xc0 | tag);
  }

  /** Writes a whole packet of type {@code tag}, with a plain length. */
  static void write(OutputStream sink, int tag, byte[] body) throws IOException {
    sink.write(0xc0 | tag);
    writeLength(sink, body.length);
    sink.write(body);
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] data, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (filled == PIECE_BYTES) {
        writePiece(piece, 0);
        filled = 0;
      }
      if (filled == 0 && length - done > PIECE_BYTES) { // more follows, so it need not be kept
        writePiece(data, offset + done);
        done += PIECE_BYTES;
        continue;
      }
      int step = Math.min(PIECE_BYTES - filled, length - done);
      System.arraycopy(data, offset + done, piece, filled, step);
      filled += step;
      done += step;
    }
  }

  private void writePiece(byte[] data, int offset) throws IOException {
    sink.write(PARTIAL);
    sink.write(data, offset, PIECE_BYTES);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    writeLength(sink, filled);
    sink.write(piece, 0, filled);
    sink.close();
  }

  private static void writeLength(OutputStream sink, int length) throws IOException {
    if (length < 192) {
      sink.write(length);
    } else if (length < 8384) {
      sink.write((length - 192 >> 8) + 192);
      sink.write(length - 192);
    } else {
      sink.write(0xff);
      sink.write(length >>> 24);
      sink.write(length >>> 16);
      sink.write(length >>> 8);
      sink.write(length);
    }
  }
}
