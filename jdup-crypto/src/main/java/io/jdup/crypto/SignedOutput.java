package io.jdup.crypto;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * Writes the literal packet of a signed message: before it the announcement of the signature, by
 * which a reader knows what to hash, behind it the signature. Closing signs and closes the sink.
 *
 * <p>Source: RFC 4880 sections 5.4 and 11.3.
 */
final class SignedOutput extends OutputStream {
  private final OutputStream sink;
  private final PgpSigningKey key;
  private final OutputStream literal;
  private final MessageDigest digest;
  private boolean closed;

  /** Starts a message to {@code sink} whose literal packet begins with {@code literalHeader}. */
  SignedOutput(OutputStream sink, PgpSigningKey key, byte[] literalHeader) throws IOException {
    this.sink = sink;
    this.key = key;
    digest = key.hash().digest();
    PacketOutput.write(sink, PacketTag.ONE_PASS_SIGNATURE, key.announcement());
    literal = new PacketOutput(new Unclosed(sink), PacketTag.LITERAL);
    literal.write(literalHeader); // which no signature covers
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] data, int offset, int length) throws IOException {
    digest.update(data, offset, length);
    literal.write(data, offset, length);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    literal.close();
    PacketOutput.write(sink, PacketTag.SIGNATURE, key.signature(digest));
    sink.close();
  }

  /** Stays open behind the literal packet. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream sink) {
      super(sink);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      out.write(data, offset, length);
    }

    @Override
    public void close() {
      // the signature follows
    }
  }
}
