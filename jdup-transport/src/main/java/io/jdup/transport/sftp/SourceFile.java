package io.jdup.transport.sftp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file to be sent and remembers its own failures, which JSch would blame on the server. */
final class SourceFile extends FilterInputStream {
  private @Nullable IOException failure;

  SourceFile(Path source) throws IOException {
    super(Files.newInputStream(source));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return super.read(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  void throwIfFailed() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }
}
