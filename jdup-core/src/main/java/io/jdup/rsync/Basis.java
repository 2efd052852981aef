package io.jdup.rsync;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/** The old file, read in any order. Implementations need not be thread-safe. */
public interface Basis {
  /** Returns its length in bytes. A delta that copies from beyond it is refused. */
  long size() throws IOException;

  /**
   * Reads up to {@code length} bytes from {@code position}, at least one; returns how many, or -1
   * if there are none.
   */
  int read(long position, byte[] into, int offset, int length) throws IOException;

  /** Reads from {@code channel}, which stays the caller's to close. A file's position stays put. */
  static Basis of(SeekableByteChannel channel) {
    return channel instanceof FileChannel file ? new FileBasis(file) : new ChannelBasis(channel);
  }
}
