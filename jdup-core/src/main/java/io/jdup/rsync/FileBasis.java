package io.jdup.rsync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A basis in a file, read at positions, so that others may use the channel too. */
final class FileBasis implements Basis {
  private final FileChannel file;

  FileBasis(FileChannel file) {
    this.file = file;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) throws IOException {
    return file.read(ByteBuffer.wrap(into, offset, length), position);
  }
}
