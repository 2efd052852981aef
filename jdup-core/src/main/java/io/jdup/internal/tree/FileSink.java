package io.jdup.internal.tree;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Objects;

/**
 * Takes the content of a file that is being restored. {@link #commit} puts the file in its place;
 * closing without that leaves nothing behind. Blocks of zeros become holes. Not thread-safe.
 */
public final class FileSink extends OutputStream {
  /** The length of a block, in bytes; a block of nothing but zeros is not written. */
  static final int BLOCK = 64 * 1024;

  private static final byte[] ZEROS = new byte[BLOCK];

  private final SeekableByteChannel channel;
  private final byte[] block; // lent by the writer
  private final EntryPlacer placer;
  private final Draft draft;
  private int filled;
  private long sizeBytes;
  private boolean endsInHole;
  private boolean ended;

  FileSink(SeekableByteChannel channel, byte[] block, EntryPlacer placer, Draft draft) {
    this.channel = channel;
    this.block = block;
    this.placer = placer;
    this.draft = draft;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    checkOpen();
    Objects.checkFromIndexSize(offset, length, bytes.length);
    sizeBytes += length;
    int taken = 0;
    while (taken < length) {
      if (filled == 0 && length - taken >= BLOCK) { // without a copy
        writeBlock(bytes, offset + taken, BLOCK);
        taken += BLOCK;
        continue;
      }
      int part = Math.min(length - taken, BLOCK - filled);
      System.arraycopy(bytes, offset + taken, block, filled, part);
      filled += part;
      taken += part;
      if (filled == BLOCK) {
        writeFilled();
      }
    }
  }

  /** Returns how many bytes were written so far. */
  public long sizeBytes() {
    return sizeBytes;
  }

  private void checkOpen() {
    if (ended) {
      throw new IllegalStateException("'" + draft.entry().path() + "' is committed or closed");
    }
  }

  private void writeFilled() throws IOException {
    writeBlock(block, 0, filled);
    filled = 0;
  }

  private void writeBlock(byte[] from, int offset, int length) throws IOException {
    endsInHole = length == BLOCK && Arrays.equals(from, offset, offset + BLOCK, ZEROS, 0, BLOCK);
    try {
      if (endsInHole) {
        channel.position(channel.position() + BLOCK);
      } else {
        writeFully(from, offset, length);
      }
    } catch (IOException e) {
      throw EntryFailure.of(draft.entry().path(), e);
    }
  }

  private void writeFully(byte[] from, int offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(from, offset, length);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Puts the file in its place with its metadata. It is not forced to disk: that would make many
   * small files several times slower, and a restore that was cut short is repeated anyway.
   *
   * @throws IOException if the file could not be put in its place, and nothing is left; or if it is
   *     there but lacks some of its metadata, as the message then says
   */
  public void commit() throws IOException {
    checkOpen();
    if (filled > 0) {
      writeFilled();
    }
    try {
      if (endsInHole) { // the length counts only once something stands at the end
        channel.position(channel.position() - 1);
        writeFully(ZEROS, 0, 1);
      }
      channel.close();
    } catch (IOException e) {
      throw EntryFailure.of(draft.entry().path(), e);
    }
    ended = true;
    placer.finish(draft);
  }

  /** Returns whether the file is committed or given up. */
  boolean isEnded() {
    return ended;
  }

  /** Gives the file up unless it was committed. */
  @Override
  public void close() throws IOException {
    if (!ended) {
      ended = true;
      try (channel) {
        placer.discard(draft);
      }
    }
  }
}
