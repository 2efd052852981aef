package io.jdup.internal.volume;

import io.jdup.internal.concurrent.Succession;
import io.jdup.internal.concurrent.TaskScope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * Writes a new file and takes the SHA-1 of its bytes as they pass; both in the background, so that
 * whoever encrypts need not wait for it. Not thread-safe.
 */
final class HashedFile extends OutputStream {
  private static final int BUFFER_BYTES = 128 * 1024;

  private final FileChannel channel;
  private final MessageDigest digest = sha1();
  private final Succession<byte[]> writing; // gives back arrays that are written
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int buffered; // bytes
  private long written; // bytes, those in the buffer included
  private boolean closed;

  /** Creates {@code file}, which must not exist; {@code background} has one thread for it. */
  HashedFile(Path file, TaskScope background) throws IOException {
    this.writing = new Succession<>(background);
    channel =
        FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-1", e);
    }
  }

  /** Returns how many bytes were written so far. */
  long sizeBytes() {
    return written;
  }

  /** Returns the lower-case hex SHA-1 of the whole file; once, after it was closed. */
  String sha1Hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void write(int b) throws IOException {
    if (buffered == buffer.length) {
      drain();
    }
    buffer[buffered++] = (byte) b;
    written++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (buffered == buffer.length) {
        drain();
      }
      int step = Math.min(length - done, buffer.length - buffered);
      System.arraycopy(bytes, offset + done, buffer, buffered, step);
      buffered += step;
      done += step;
    }
    written += length;
  }

  private void drain() throws IOException {
    byte[] full = buffer;
    int length = buffered;
    byte[] spare =
        writing.begin(
            () -> {
              pass(full, length);
              return full;
            });
    buffer = spare == null ? new byte[BUFFER_BYTES] : spare;
    buffered = 0;
  }

  private void pass(byte[] bytes, int length) throws IOException {
    digest.update(bytes, 0, length);
    var rest = ByteBuffer.wrap(bytes, 0, length);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try (channel) {
        writing.settle();
        pass(buffer, buffered);
      }
    }
  }
}
