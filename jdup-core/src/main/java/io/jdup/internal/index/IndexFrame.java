package io.jdup.internal.index;

import io.jdup.internal.tree.EntryPath;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Some records of an index, packed, which are checked and copied as one.
 *
 * <p>A frame begins with its {@link #HEAD_BYTES}: the length of its body, the number of its
 * records, a checksum over these, the frame's place in the index and the body. The body is the
 * records, the path of the last one, and the length of that path. Immutable.
 */
final class IndexFrame {
  /** The length of what stands before the body. */
  static final int HEAD_BYTES = 12;

  /** A frame is closed when its body has reached this. */
  static final int FULL_BYTES = 32 * 1024;

  /** No body is longer: one record, whose path and link target have their limits, and a path. */
  static final int MAX_BODY_BYTES = 1 << 25;

  private static final int LENGTH_BYTES = 4;

  private final byte[] body;
  private final int records;

  /** Makes a frame of {@code records} records, at least one; nobody changes {@code body} later. */
  IndexFrame(byte[] body, int records) {
    this.body = body;
    this.records = records;
  }

  /** Returns the body itself, which nobody changes. */
  byte[] body() {
    return body;
  }

  /** Returns how many records there are. */
  int records() {
    return records;
  }

  /** Returns the path of the last record. */
  EntryPath lastPath() throws IndexDamagedException {
    int end = lastPathStart() + lastPathLength();
    try {
      return EntryPath.of(Arrays.copyOfRange(body, lastPathStart(), end));
    } catch (IllegalArgumentException e) {
      throw new IndexDamagedException("it holds no path where one should be");
    }
  }

  private int lastPathLength() throws IndexDamagedException {
    int length =
        body.length < LENGTH_BYTES ? -1 : ByteBuffer.wrap(body).getInt(body.length - LENGTH_BYTES);
    if (length < 0 || length > body.length - LENGTH_BYTES) {
      throw new IndexDamagedException("a path is longer than what holds it");
    }
    return length;
  }

  /** Returns where in the body the records end. */
  int lastPathStart() throws IndexDamagedException {
    return body.length - LENGTH_BYTES - lastPathLength();
  }

  boolean isHalfFull() {
    return body.length >= FULL_BYTES / 2;
  }

  /** Returns the checksum of the frame {@code number} of an index, 0 being the first. */
  static int checksum(int number, int records, byte[] body) {
    var crc = new CRC32C();
    var head = ByteBuffer.allocate(12).putInt(number).putInt(records).putInt(body.length);
    crc.update(head.flip());
    crc.update(body, 0, body.length);
    return (int) crc.getValue();
  }
}
