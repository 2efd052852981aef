package io.jdup.rsync;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A basis that comes as a stream: written once from its start, read in any order, also meanwhile.
 *
 * <p>The newest bytes, up to 4 MiB, are in memory; what is older goes to a temporary file that only
 * its owner may read and that is gone when this is closed. Stretches of zeros are holes in it, so
 * the image of an empty disk needs no disk. Not thread-safe.
 */
public final class BasisSpool extends OutputStream implements Basis {
  /** How many bytes stay in memory, at most. */
  static final int MEMORY_BYTES = 4 << 20;

  private static final int FIRST_BYTES = 8 * 1024;
  private static final int WRITE_LENGTH = 128 * 1024; // bytes a time
  private static final byte[] ZEROS = new byte[WRITE_LENGTH];

  private final Path directory;
  private final int memoryBytes;
  private byte[] memory = new byte[0]; // grows up to memoryBytes
  private int inMemory; // bytes; they follow those in the file
  private @Nullable FileChannel file;
  private long inFile; // bytes

  /** Makes its temporary file, if it needs one, in {@code directory}. */
  public BasisSpool(Path directory) {
    this(directory, MEMORY_BYTES);
  }

  BasisSpool(Path directory, int memoryBytes) {
    this.directory = directory;
    this.memoryBytes = memoryBytes;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length > memoryBytes - inMemory) {
      writeToFile(memory, 0, inMemory);
      inMemory = 0;
    }
    if (length > memoryBytes) {
      writeToFile(bytes, offset, length);
      return;
    }
    if (length > memory.length - inMemory) {
      long doubled = Math.max(2L * memory.length, (long) inMemory + length);
      int capacity = (int) Math.min(memoryBytes, Math.max(FIRST_BYTES, doubled));
      memory = Arrays.copyOf(memory, capacity);
    }
    System.arraycopy(bytes, offset, memory, inMemory, length);
    inMemory += length;
  }

  private void writeToFile(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return;
    }
    FileChannel channel = file == null ? open() : file;
    int end = offset + length;
    for (int from = offset; from < end; ) {
      // In portions: the channel keeps a buffer outside the heap, as large as the largest.
      int now = Math.min(WRITE_LENGTH, end - from);
      boolean hole = Arrays.equals(bytes, from, from + now, ZEROS, 0, now);
      int written = hole ? now : channel.write(ByteBuffer.wrap(bytes, from, now), inFile);
      from += written;
      inFile += written;
    }
  }

  private FileChannel open() throws IOException {
    Path path = Files.createTempFile(directory, "version-", "");
    file = FileChannel.open(path, READ, WRITE, DELETE_ON_CLOSE);
    return file;
  }

  /** Returns how many bytes were written so far. */
  @Override
  public long size() {
    return inFile + inMemory;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) throws IOException {
    if (position >= size()) {
      return -1;
    }
    if (position >= inFile || file == null) {
      int from = (int) (position - inFile);
      int count = Math.min(length, inMemory - from);
      System.arraycopy(memory, from, into, offset, count);
      return count;
    }
    int count = (int) Math.min(length, inFile - position);
    int read = file.read(ByteBuffer.wrap(into, offset, count), position);
    if (read < 0) { // a hole at the end is no part of the file
      Arrays.fill(into, offset, offset + count, (byte) 0);
      return count;
    }
    return read;
  }

  /** Forgets all bytes. */
  @Override
  public void close() throws IOException {
    memory = new byte[0];
    inMemory = 0;
    inFile = 0;
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
