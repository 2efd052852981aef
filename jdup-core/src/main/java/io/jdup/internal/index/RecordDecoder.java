package io.jdup.internal.index;

import io.jdup.internal.difftar.SigtarEntry.Kind;
import io.jdup.internal.tree.EntryPath;
import io.jdup.internal.tree.EntryType;
import io.jdup.internal.tree.LinkTarget;
import io.jdup.internal.tree.Owner;
import io.jdup.internal.tree.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Unpacks the records of one frame; see {@link RecordEncoder}. Not thread-safe. */
final class RecordDecoder {
  private final byte[] bytes;
  private final int end;
  private int at;
  private int left; // records
  private byte[] path = {};
  private long offsetBytes;
  private long mtimeSeconds;
  private final List<Owner> owners = new ArrayList<>();

  RecordDecoder(IndexFrame frame) throws IndexDamagedException {
    this.bytes = frame.body();
    this.end = frame.lastPathStart();
    this.left = frame.records();
  }

  /**
   * Returns the next record, or null behind the last one.
   *
   * @throws IndexDamagedException if the bytes make no sense, which the checksum lets happen only
   *     if another program wrote them
   */
  @Nullable StateRecord next() throws IndexDamagedException {
    if (left == 0) {
      return null;
    }
    left--;
    try {
      return record();
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IndexDamagedException("it holds no record where one should be");
    }
  }

  private StateRecord record() {
    int kind = bytes[at++];
    EntryPath entryPath = path();
    int file = length();
    offsetBytes += signed();
    if (kind == RecordEncoder.GONE) {
      return new StateRecord(Kind.DELETED, gone(entryPath), file, offsetBytes);
    }
    EntryType type = type(kind);
    return new StateRecord(
        type == EntryType.FILE ? Kind.SIGNATURE : Kind.SNAPSHOT,
        entry(entryPath, type),
        file,
        offsetBytes);
  }

  private static EntryType type(int code) {
    return switch (code) {
      case RecordEncoder.FILE -> EntryType.FILE;
      case RecordEncoder.DIRECTORY -> EntryType.DIRECTORY;
      case RecordEncoder.SYMLINK -> EntryType.SYMLINK;
      case RecordEncoder.FIFO -> EntryType.FIFO;
      case RecordEncoder.CHARACTER_DEVICE -> EntryType.CHARACTER_DEVICE;
      case RecordEncoder.BLOCK_DEVICE -> EntryType.BLOCK_DEVICE;
      default -> throw new IllegalArgumentException("no type has the code " + code);
    };
  }

  static TreeEntry gone(EntryPath path) {
    return new TreeEntry(path, EntryType.FILE, 0, Owner.NOBODY, 0, 0, LinkTarget.NONE, 0, 0);
  }

  private EntryPath path() {
    int shared = length();
    int rest = length();
    if (shared > path.length || rest > end - at) {
      throw new IllegalArgumentException("path of " + shared + " and " + rest + " bytes");
    }
    byte[] next = Arrays.copyOf(path, shared + rest);
    System.arraycopy(bytes, at, next, shared, rest);
    at += rest;
    path = next;
    return EntryPath.of(next);
  }

  private TreeEntry entry(EntryPath entryPath, EntryType type) {
    int mode = length();
    Owner owner = owner();
    mtimeSeconds += signed();
    long sizeBytes = 0;
    int nanos = TreeEntry.UNKNOWN;
    LinkTarget target = LinkTarget.NONE;
    int major = 0;
    int minor = 0;
    switch (type) {
      case FILE -> {
        sizeBytes = number() - 1;
        nanos = length() - 1;
      }
      case SYMLINK -> target = LinkTarget.of(text());
      case CHARACTER_DEVICE, BLOCK_DEVICE -> {
        major = length();
        minor = length();
      }
      case DIRECTORY, FIFO -> {}
    }
    return new TreeEntry(
        entryPath, type, mode, owner, mtimeSeconds, nanos, sizeBytes, target, major, minor);
  }

  private Owner owner() {
    int index = length();
    if (index == owners.size()) {
      long uid = number();
      long gid = number();
      String user = new String(text(), StandardCharsets.UTF_8);
      owners.add(new Owner(uid, user, gid, new String(text(), StandardCharsets.UTF_8)));
    }
    return owners.get(index);
  }

  private byte[] text() {
    int length = length();
    if (length > end - at) {
      throw new IllegalArgumentException("text of " + length + " bytes");
    }
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  private int length() {
    long number = number();
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("number out of range: " + number);
    }
    return (int) number;
  }

  private long signed() {
    long number = number();
    return number >>> 1 ^ -(number & 1);
  }

  private long number() {
    long number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = bytes[at++];
      number |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("number without an end");
  }
}
