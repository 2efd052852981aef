package io.jdup.internal.index;

import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.Owner;
import io.jdup.internal.tree.TreeEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Packs records into one frame after the other. Paths lack what they share with the path before,
 * owners are told once in a frame, numbers take as many groups of seven bits as they need. Not
 * thread-safe.
 */
final class RecordEncoder {
  static final int FILE = 0;
  static final int DIRECTORY = 1;
  static final int SYMLINK = 2;
  static final int FIFO = 3;
  static final int CHARACTER_DEVICE = 4;
  static final int BLOCK_DEVICE = 5;
  static final int GONE = 7;

  private byte[] bytes = new byte[IndexFrame.FULL_BYTES + 4096];
  private int length;
  private int records;
  private byte[] path = {};
  private long offsetBytes;
  private long mtimeSeconds;
  private final Map<Owner, Integer> owners = new HashMap<>();

  /** Adds {@code record} to the frame. */
  void add(StateRecord record) {
    TreeEntry entry = record.entry();
    putByte(record.isGone() ? GONE : code(entry.type()));
    putPath(entry.path().toBytes());
    putNumber(record.file());
    putSigned(record.offsetBytes() - offsetBytes);
    offsetBytes = record.offsetBytes();
    if (!record.isGone()) {
      putMetadata(entry);
    }
    records++;
  }

  private static int code(EntryType type) {
    return switch (type) {
      case FILE -> FILE;
      case DIRECTORY -> DIRECTORY;
      case SYMLINK -> SYMLINK;
      case FIFO -> FIFO;
      case CHARACTER_DEVICE -> CHARACTER_DEVICE;
      case BLOCK_DEVICE -> BLOCK_DEVICE;
    };
  }

  private void putPath(byte[] next) {
    int mismatch = Arrays.mismatch(path, next);
    int shared = mismatch < 0 ? next.length : mismatch;
    putNumber(shared);
    putNumber(next.length - shared);
    putBytes(next, shared, next.length - shared);
    path = next;
  }

  private void putMetadata(TreeEntry entry) {
    putNumber(entry.mode());
    putOwner(entry.owner());
    putSigned(entry.mtimeSeconds() - mtimeSeconds);
    mtimeSeconds = entry.mtimeSeconds();
    switch (entry.type()) {
      case FILE -> {
        putNumber(entry.sizeBytes() + 1);
        putNumber(entry.mtimeNanos() + 1L);
      }
      case SYMLINK -> putText(entry.linkTarget().toBytes());
      case CHARACTER_DEVICE, BLOCK_DEVICE -> {
        putNumber(entry.deviceMajor());
        putNumber(entry.deviceMinor());
      }
      case DIRECTORY, FIFO -> {}
    }
  }

  private void putOwner(Owner owner) {
    Integer known = owners.putIfAbsent(owner, owners.size());
    putNumber(known == null ? owners.size() - 1 : known);
    if (known == null) {
      putNumber(owner.uid());
      putNumber(owner.gid());
      putText(owner.userName().getBytes(StandardCharsets.UTF_8));
      putText(owner.groupName().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void putText(byte[] text) {
    putNumber(text.length);
    putBytes(text, 0, text.length);
  }

  private void putSigned(long number) {
    putNumber(number << 1 ^ number >> 63);
  }

  private void putNumber(long number) {
    long left = number;
    while ((left & ~0x7fL) != 0) {
      putByte((int) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    putByte((int) left);
  }

  private void putByte(int b) {
    reserve(1);
    bytes[length++] = (byte) b;
  }

  private void putBytes(byte[] from, int offset, int count) {
    reserve(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }

  boolean isEmpty() {
    return records == 0;
  }

  /** Returns whether it is time to take the frame. */
  boolean isFull() {
    return length >= IndexFrame.FULL_BYTES;
  }

  boolean isHalfFull() {
    return length >= IndexFrame.FULL_BYTES / 2;
  }

  /** Returns the frame of what was added since the last one, and starts the next. */
  IndexFrame take() {
    putBytes(path, 0, path.length);
    putBytes(ByteBuffer.allocate(4).putInt(path.length).array(), 0, 4);
    var frame = new IndexFrame(Arrays.copyOf(bytes, length), records);
    length = 0;
    records = 0;
    path = new byte[0];
    offsetBytes = 0;
    mtimeSeconds = 0;
    owners.clear();
    return frame;
  }
}
