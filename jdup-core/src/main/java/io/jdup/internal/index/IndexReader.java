package io.jdup.internal.index;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads an index, frame by frame or record by record. Nothing of a frame is told before its
 * checksum was found right; what is not as it was written is an {@link IndexDamagedException}. Not
 * thread-safe.
 */
public final class IndexReader implements StateSource {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final DataInputStream in;
  private int frames;
  private long records;
  private boolean ended;
  private @Nullable RecordDecoder decoder; // of the frame that is told record by record

  private IndexReader(DataInputStream in) {
    this.in = in;
  }

  /**
   * Opens {@code file} if it is an index of the files that {@code key} names. Returns nothing if it
   * is not there, cannot be opened, is of other files or no index at all.
   */
  public static Optional<IndexReader> open(Path file, IndexKey key) throws IOException {
    DataInputStream in;
    try {
      in = buffered(file);
    } catch (FileSystemException e) {
      return Optional.empty();
    }
    boolean fits = false;
    try {
      fits = isHeadOf(in.readNBytes(IndexWriter.HEAD_BYTES), key);
    } finally {
      if (!fits) {
        in.close();
      }
    }
    return fits ? Optional.of(new IndexReader(in)) : Optional.empty();
  }

  /** Opens {@code file}, which was just written. */
  public static IndexReader required(Path file, IndexKey key) throws IOException {
    return open(file, key)
        .orElseThrow(() -> new IndexDamagedException("it is not what was just written"));
  }

  /** Opens {@code file}, which was written for this run, and deletes it in the end. */
  static IndexReader ofTemporary(Path file) throws IOException {
    DataInputStream in =
        buffered(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
    try {
      if (!isHeadOf(in.readNBytes(IndexWriter.HEAD_BYTES), IndexKey.TEMPORARY)) {
        throw new IndexDamagedException("it has no head");
      }
    } catch (IOException e) {
      in.close();
      throw e;
    }
    return new IndexReader(in);
  }

  private static DataInputStream buffered(Path file, StandardOpenOption... options)
      throws IOException {
    return new DataInputStream(
        new BufferedInputStream(Files.newInputStream(file, options), BUFFER_BYTES));
  }

  private static boolean isHeadOf(byte[] head, IndexKey key) {
    if (head.length < IndexWriter.HEAD_BYTES) {
      return false;
    }
    int keyEnd = IndexWriter.MAGIC.length + IndexKey.BYTES;
    var crc = new CRC32C();
    crc.update(head, 0, keyEnd);
    return Arrays.equals(
            head, 0, IndexWriter.MAGIC.length, IndexWriter.MAGIC, 0, IndexWriter.MAGIC.length)
        && Arrays.equals(head, IndexWriter.MAGIC.length, keyEnd, key.bytes(), 0, IndexKey.BYTES)
        && ByteBuffer.wrap(head).getInt(keyEnd) == (int) crc.getValue();
  }

  @Override
  public @Nullable StateRecord next() throws IOException {
    while (true) {
      StateRecord record = nextOfFrame();
      if (record != null) {
        return record;
      }
      IndexFrame frame = nextFrame();
      if (frame == null) {
        return null;
      }
      decoder = new RecordDecoder(frame);
    }
  }

  /** Returns the next record of the frame that is being told, or null if none is. */
  @Nullable StateRecord nextOfFrame() throws IndexDamagedException {
    StateRecord record = decoder == null ? null : decoder.next();
    if (record == null) {
      decoder = null;
    }
    return record;
  }

  /** Tells {@code frame}, the last that was read, record by record. */
  void tell(IndexFrame frame) throws IndexDamagedException {
    decoder = new RecordDecoder(frame);
  }

  /** Returns the next frame, or null at the end. */
  @Nullable IndexFrame nextFrame() throws IOException {
    if (ended) {
      return null;
    }
    try {
      IndexFrame frame = readFrame();
      ended = frame == null;
      return frame;
    } catch (EOFException e) {
      throw new IndexDamagedException("it ends too early");
    }
  }

  private @Nullable IndexFrame readFrame() throws IOException {
    int length = in.readInt();
    int count = in.readInt();
    int checksum = in.readInt();
    if (length < 0 || length > IndexFrame.MAX_BODY_BYTES || count < 0) {
      throw new IndexDamagedException("there is no frame where one should be");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length || checksum != IndexFrame.checksum(frames, count, body)) {
      throw new IndexDamagedException("the checksum of a frame is wrong");
    }
    frames++;
    if (count > 0) {
      records += count;
      return new IndexFrame(body, count);
    }
    if (length != Long.BYTES || ByteBuffer.wrap(body).getLong() != records || in.read() >= 0) {
      throw new IndexDamagedException("its end is not where it should be");
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
