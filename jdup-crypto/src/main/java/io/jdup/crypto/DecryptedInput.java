package io.jdup.crypto;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The stream the caller of a decryptor reads. It ends only if the message was undamaged and nothing
 * follows it; after a failure every further reading fails the same way.
 */
final class DecryptedInput extends InputStream {
  private static final String FOLLOWS =
      "something follows the end of the message: the file is not what was written";

  private final InputStream content;
  private final PacketInput outer;
  private final InputStream source;
  private @Nullable IOException failure;
  private boolean ended;

  /**
   * Reads {@code content}, then checks that {@code outer} holds no further packet. Closing closes
   * {@code source}.
   */
  DecryptedInput(InputStream content, PacketInput outer, InputStream source) {
    this.source = source;
    this.content = content;
    this.outer = outer;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (ended) {
      return -1;
    }
    try {
      int got = content.read(into, offset, length);
      if (got < 0) {
        checkNothingFollows();
        ended = true;
      }
      return got;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private void checkNothingFollows() throws IOException {
    int tag;
    try {
      tag = outer.next();
    } catch (IntegrityException e) {
      throw new IntegrityException(FOLLOWS, e);
    }
    if (tag != PacketInput.END) {
      throw new IntegrityException(FOLLOWS, null);
    }
  }

  @Override
  public void close() throws IOException {
    failure = new IOException("the decrypted stream was closed");
    try (source) {
      content.close();
    }
  }
}
