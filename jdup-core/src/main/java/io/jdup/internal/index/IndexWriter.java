package io.jdup.internal.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Writes an index: a head with the key, frames of records in path order, and an end that counts
 * them. Until it is finished it has no head, so that nothing takes it for one. Not thread-safe.
 */
public final class IndexWriter implements Closeable {
  /** What an index begins with; the digit is the version of all that follows. */
  static final byte[] MAGIC = {'j', 'd', 'u', 'p', 'i', 'd', 'x', '1'};

  /** The length of the head: the magic, the key and a checksum of the two. */
  static final int HEAD_BYTES = MAGIC.length + IndexKey.BYTES + 4;

  private final FileChannel channel;
  private final RecordEncoder encoder = new RecordEncoder();
  private int frames;
  private long records;

  /** Writes to {@code file}, which is created, or emptied. */
  IndexWriter(Path file) throws IOException {
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    channel.position(HEAD_BYTES);
  }

  /** Writes all of {@code state} to {@code file}, as of the files that {@code key} names. */
  public static void write(StateSource state, Path file, IndexKey key) throws IOException {
    try (var writer = new IndexWriter(file)) {
      writer.addAll(state);
      writer.finish(key);
    }
  }

  /** Adds {@code record}, which stands behind all that were added before. */
  void add(StateRecord record) throws IOException {
    encoder.add(record);
    if (encoder.isFull()) {
      write(encoder.take());
    }
  }

  /** Adds all records of {@code source}. */
  private void addAll(StateSource source) throws IOException {
    for (StateRecord record = source.next(); record != null; record = source.next()) {
      add(record);
    }
  }

  /** Adds all records of {@code frame}, as it stands unless that would make small frames. */
  void addFrame(IndexFrame frame) throws IOException {
    if (frame.isHalfFull() && (encoder.isEmpty() || encoder.isHalfFull())) {
      if (!encoder.isEmpty()) {
        write(encoder.take());
      }
      write(frame);
      return;
    }
    var decoder = new RecordDecoder(frame);
    for (StateRecord record = decoder.next(); record != null; record = decoder.next()) {
      add(record);
    }
  }

  private void write(IndexFrame frame) throws IOException {
    records += frame.records();
    writeFrame(frame.records(), frame.body());
  }

  private void writeFrame(int count, byte[] body) throws IOException {
    var bytes = ByteBuffer.allocate(IndexFrame.HEAD_BYTES + body.length);
    bytes.putInt(body.length).putInt(count);
    bytes.putInt(IndexFrame.checksum(frames, count, body)).put(body);
    frames++;
    writeFully(bytes.flip());
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Completes the index, as one of the files that {@code key} names. */
  void finish(IndexKey key) throws IOException {
    if (!encoder.isEmpty()) {
      write(encoder.take());
    }
    writeFrame(0, ByteBuffer.allocate(Long.BYTES).putLong(records).array());
    channel.position(0);
    writeFully(head(key));
  }

  private static ByteBuffer head(IndexKey key) {
    var head = ByteBuffer.allocate(HEAD_BYTES).put(MAGIC).put(key.bytes());
    var crc = new CRC32C();
    crc.update(head.array(), 0, head.position());
    return head.putInt((int) crc.getValue()).flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
