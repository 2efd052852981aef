package io.jdup.transport.sftp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes a fetched file and remembers its own failures, which JSch would blame on the server. */
final class TargetFile extends OutputStream {
  private final OutputStream out;
  private long writtenBytes;
  private @Nullable IOException failure;

  TargetFile(Path target) throws IOException {
    this.out = Files.newOutputStream(target);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
      writtenBytes += length;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  long writtenBytes() {
    return writtenBytes;
  }

  void throwIfFailed() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
