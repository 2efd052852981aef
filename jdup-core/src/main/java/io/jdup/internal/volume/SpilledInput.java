package io.jdup.internal.volume;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A stream that was decoded into a file already, with the failure that it ended in, if so. The file
 * is open only while it is read, so there may be thousands. Not thread-safe.
 */
final class SpilledInput extends InputStream {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path file;
  private final Piece end;
  private long position;

  private SpilledInput(Path file, Piece end) {
    this.file = file;
    this.end = end;
  }

  /** Decodes all of {@code source}, which is closed, into a new file in {@code directory}. */
  static SpilledInput of(InputStream source, Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "decoded-", "");
    try (source;
        OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      Piece piece = Piece.EMPTY;
      while (!piece.isLast()) {
        piece = Piece.read(source, buffer, buffer.length);
        out.write(buffer, 0, piece.length());
      }
      return new SpilledInput(file, new Piece(new byte[0], 0, /* isLast= */ true, piece.failure()));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    int count;
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      count = channel.read(ByteBuffer.wrap(into, offset, length), position);
    }
    if (count < 0) {
      end.throwFailure();
      return -1;
    }
    position += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
