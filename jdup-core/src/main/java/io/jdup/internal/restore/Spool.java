package io.jdup.internal.restore;

import io.jdup.rsync.Basis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps bytes for random access: in memory while they are few, then in a file that is gone when
 * this is closed. Not thread-safe.
 */
final class Spool extends OutputStream {
  private static final int MEMORY_BYTES = 4 << 20;

  private final Path directory;
  private ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable FileChannel file;

  Spool(Path directory) {
    this.directory = directory;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (file == null && memory.size() + length > MEMORY_BYTES) {
      file = spill();
    }
    if (file == null) {
      memory.write(bytes, offset, length);
    } else {
      writeFully(file, ByteBuffer.wrap(bytes, offset, length));
    }
  }

  private FileChannel spill() throws IOException {
    Path path = Files.createTempFile(directory, "version-", "");
    var channel =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE));
    writeFully(channel, ByteBuffer.wrap(memory.toByteArray()));
    memory = new ByteArrayOutputStream(0);
    return channel;
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Returns the bytes written so far, for patching; valid until this is closed. */
  Basis basis() throws IOException {
    return file == null ? new MemoryBasis(memory.toByteArray()) : Basis.of(file);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
