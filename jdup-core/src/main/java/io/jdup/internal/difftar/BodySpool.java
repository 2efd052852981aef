package io.jdup.internal.difftar;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a body until its length is known: in memory up to a limit, beyond it in a temporary file
 * that only its owner may read and that goes away with the spool. Used again for the next body. Not
 * thread-safe.
 */
final class BodySpool implements Closeable {
  private static final int FIRST_BYTES = 8192;

  private final Path directory;
  private final int memoryBytes;
  private final ByteBuilder memory = new ByteBuilder(FIRST_BYTES);
  private @Nullable FileChannel file;
  private long inFile; // bytes

  BodySpool(Path directory, int memoryBytes) {
    this.directory = directory;
    this.memoryBytes = memoryBytes;
  }

  long length() {
    return inFile + memory.length();
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > memoryBytes - memory.length()) {
      flushToFile();
    }
    if (length > memoryBytes) {
      writeToFile(ByteBuffer.wrap(bytes, offset, length));
    } else {
      memory.append(bytes, offset, length);
    }
  }

  private void flushToFile() throws IOException {
    writeToFile(ByteBuffer.wrap(memory.array(), 0, memory.length()));
    memory.clear();
  }

  private void writeToFile(ByteBuffer bytes) throws IOException {
    FileChannel channel = file == null ? open() : file;
    while (bytes.hasRemaining()) {
      inFile += channel.write(bytes, inFile);
    }
  }

  private FileChannel open() throws IOException {
    Path path = Files.createTempFile(directory, "jdup-", ".signature");
    file = FileChannel.open(path, READ, WRITE, DELETE_ON_CLOSE);
    return file;
  }

  /** Copies everything to {@code out} and forgets it. */
  void drainTo(OutputStream out) throws IOException {
    if (file != null && inFile > 0) {
      flushToFile();
      copyFile(file, out);
    } else {
      out.write(memory.array(), 0, memory.length());
    }
    clear();
  }

  private void copyFile(FileChannel channel, OutputStream out) throws IOException {
    byte[] chunk = new byte[65536];
    long done = 0;
    while (done < inFile) {
      int wanted = (int) Math.min(chunk.length, inFile - done);
      int count = channel.read(ByteBuffer.wrap(chunk, 0, wanted), done);
      if (count < 0) {
        throw new IOException("a temporary file in '" + directory + "' was cut while in use");
      }
      out.write(chunk, 0, count);
      done += count;
    }
  }

  /** Forgets the body. */
  void clear() {
    memory.clear();
    inFile = 0; // the file is written over from its start
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
