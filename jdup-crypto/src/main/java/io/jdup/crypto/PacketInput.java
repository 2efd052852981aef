package io.jdup.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads packet after packet from a stream: {@link #next} finds one, {@link #body} is its content.
 * Old and new headers, plain, partial and indeterminate lengths. No length that was read is ever
 * allocated.
 *
 * <p>Source: RFC 4880 section 4.2.
 */
final class PacketInput {
  /** What {@link #next} returns when there is no more packet. */
  static final int END = -1;

  private final InputStream in;
  private Body body;

  PacketInput(InputStream in) {
    this.in = in;
    body = new Body(in, 0, true, false);
  }

  /** Skips what is left of the packet before and returns the next packet's tag, or {@link #END}. */
  int next() throws IOException {
    body.skipRest();
    int header = in.read();
    if (header < 0) {
      return END;
    }
    if ((header & 0x80) == 0) {
      throw new IntegrityException("no OpenPGP packet where one should begin", null);
    }
    int tag;
    if ((header & 0x40) != 0) {
      tag = header & 0x3f;
      body = Body.withNewLength(in, tag);
    } else {
      tag = header >> 2 & 0xf;
      body = Body.withOldLength(in, header & 3, tag);
    }
    return tag;
  }

  /** Returns the content of the packet found last. It ends with the packet. */
  InputStream body() {
    return body;
  }

  private static boolean mayBeLong(int tag) {
    return tag == PacketTag.COMPRESSED
        || tag == PacketTag.ENCRYPTED_WITHOUT_MDC
        || tag == PacketTag.LITERAL
        || tag == PacketTag.PROTECTED
        || tag == PacketTag.AEAD;
  }

  /** The content of one packet. */
  private static final class Body extends InputStream {
    private static final int INDETERMINATE = 3;

    private final InputStream in;
    private long left; // bytes of this piece
    private boolean lastPiece;
    private final boolean toTheEnd;

    Body(InputStream in, long left, boolean lastPiece, boolean toTheEnd) {
      this.in = in;
      this.left = left;
      this.lastPiece = lastPiece;
      this.toTheEnd = toTheEnd;
    }

    static Body withOldLength(InputStream in, int lengthType, int tag) throws IOException {
      if (lengthType != INDETERMINATE) {
        return new Body(in, Octets.number(in, 1 << lengthType), true, false);
      }
      checkMayBeLong(tag);
      return new Body(in, Long.MAX_VALUE, true, true);
    }

    static Body withNewLength(InputStream in, int tag) throws IOException {
      var body = new Body(in, 0, false, false);
      body.readPieceLength();
      if (!body.lastPiece) {
        checkMayBeLong(tag);
      }
      return body;
    }

    private static void checkMayBeLong(int tag) throws IntegrityException {
      if (!mayBeLong(tag)) {
        throw new IntegrityException("packet of type " + tag + " without a definite length", null);
      }
    }

    private void readPieceLength() throws IOException {
      int first = Octets.one(in);
      lastPiece = true;
      if (first < 192) {
        left = first;
      } else if (first < 224) {
        left = (first - 192L << 8) + Octets.one(in) + 192;
      } else if (first == 255) {
        left = Octets.number(in, 4);
      } else {
        left = 1L << (first & 0x1f);
        lastPiece = false;
      }
    }

    @Override
    public int read() throws IOException {
      if (!findPiece()) {
        return -1;
      }
      int octet = in.read();
      return octet < 0 ? endOfStream() : counted(octet, 1);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!findPiece()) {
        return -1;
      }
      int got = in.read(into, offset, (int) Math.min(length, left));
      return got < 0 ? endOfStream() : counted(got, got);
    }

    /** Goes to a piece with bytes in it; returns false if there is none. */
    private boolean findPiece() throws IOException {
      while (left == 0 && !lastPiece) {
        readPieceLength();
      }
      return left > 0;
    }

    private int counted(int result, int bytes) {
      if (!toTheEnd) {
        left -= bytes;
      }
      return result;
    }

    private int endOfStream() throws IntegrityException {
      if (!toTheEnd) {
        throw new IntegrityException("the message is truncated: it ends inside a packet", null);
      }
      left = 0;
      return -1;
    }

    void skipRest() throws IOException {
      if (findPiece()) {
        transferTo(OutputStream.nullOutputStream());
      }
    }
  }
}
