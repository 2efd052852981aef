package io.jdup.internal.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one call tells about a file.
 *
 * @param mode type and permissions as {@code stat} has them
 * @param uid the owner's number, unsigned
 * @param gid the group's number, unsigned
 * @param sizeBytes the length
 * @param modifiedSeconds the modification time in whole seconds since 1970, rounded down
 * @param modifiedNanos the nanoseconds that follow these
 * @param fileSystem the number of the file system
 * @param inode the number in the file system
 */
record FileStat(
    int mode,
    long uid,
    long gid,
    long sizeBytes,
    long modifiedSeconds,
    int modifiedNanos,
    long fileSystem,
    long inode) {
  // Naming the fields makes the call four times as fast as asking for all.
  private static final String FIELDS = "unix:mode,uid,gid,size,lastModifiedTime,dev,ino";
  private static final LinkOption[] NO_FOLLOW = {LinkOption.NOFOLLOW_LINKS};
  private static final LinkOption[] FOLLOW = {};
  private static final int TYPE_MASK = 0170000;
  private static final int SOCKET = 0140000;

  /** Reads the attributes of {@code path} itself, or of what it points to if {@code follow}. */
  static FileStat of(Path path, boolean follow) throws IOException {
    Map<String, Object> fields = Files.readAttributes(path, FIELDS, follow ? FOLLOW : NO_FOLLOW);
    Instant modified = ((FileTime) field(fields, "lastModifiedTime")).toInstant();
    return new FileStat(
        (Integer) field(fields, "mode"),
        Integer.toUnsignedLong((Integer) field(fields, "uid")),
        Integer.toUnsignedLong((Integer) field(fields, "gid")),
        (Long) field(fields, "size"),
        modified.getEpochSecond(),
        modified.getNano(),
        (Long) field(fields, "dev"),
        (Long) field(fields, "ino"));
  }

  private static Object field(Map<String, Object> fields, String name) {
    Object value = fields.get(name);
    if (value == null) {
      throw new AssertionError("no attribute " + name);
    }
    return value;
  }

  /** Returns the type, null for sockets and whatever else a backup does not take. */
  @Nullable EntryType type() {
    return switch (mode & TYPE_MASK) {
      case 0100000 -> EntryType.FILE;
      case 0040000 -> EntryType.DIRECTORY;
      case 0120000 -> EntryType.SYMLINK;
      case 0010000 -> EntryType.FIFO;
      case 0020000 -> EntryType.CHARACTER_DEVICE;
      case 0060000 -> EntryType.BLOCK_DEVICE;
      default -> null;
    };
  }

  boolean isSocket() {
    return (mode & TYPE_MASK) == SOCKET;
  }

  int permissions() {
    return mode & 07777;
  }

  /** Returns whether this and {@code other} are the same file. */
  boolean isSameFile(FileStat other) {
    return inode == other.inode && fileSystem == other.fileSystem;
  }

  /**
   * Returns the modification time in the seconds that duplicity stores: a floating-point number cut
   * to whole seconds, so that the last hundred nanoseconds of a second count as the next one.
   *
   * <p>Source: format specification section 3.5.
   */
  long mtimeSeconds() {
    return (long) (modifiedSeconds + 1e-9 * modifiedNanos);
  }

  /** Returns the modification time to the nanosecond. */
  Instant modified() {
    return Instant.ofEpochSecond(modifiedSeconds, modifiedNanos);
  }
}
