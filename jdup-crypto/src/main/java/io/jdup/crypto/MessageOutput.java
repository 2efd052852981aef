package io.jdup.crypto;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The stream the caller of an encryptor writes to. Closing completes the message, unless writing
 * failed before: then the message stays visibly incomplete.
 */
final class MessageOutput extends OutputStream {
  private final OutputStream literal;
  private final OutputStream sink;
  private final SessionKey key;
  private boolean failed;
  private boolean closed;

  /** Writes to {@code literal}, the top of the stack of streams at whose foot is {@code sink}. */
  MessageOutput(OutputStream literal, OutputStream sink, SessionKey key) {
    this.literal = literal;
    this.sink = sink;
    this.key = key;
  }

  /** Returns the key that the message is encrypted with. */
  SessionKey key() {
    return key;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] data, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the encrypted stream was closed already");
    }
    boolean done = false;
    try {
      literal.write(data, offset, length);
      done = true;
    } finally {
      failed |= !done;
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (sink) { // closes it even if completing the message fails
      if (!failed) {
        literal.close();
      }
    }
  }
}
