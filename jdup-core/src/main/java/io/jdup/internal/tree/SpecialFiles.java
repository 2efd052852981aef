package io.jdup.internal.tree;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Does what the JDK cannot: makes fifos, devices, and symlinks whose target has slashes in a row,
 * and sets attributes without opening the file, which would block on a fifo. Goes to the C library
 * through JNA, which is optional.
 *
 * <p>Source: Linux, inode(7), mknod(2), utimensat(2).
 */
final class SpecialFiles {
  private static final int OWNER_ONLY = 0600;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int BLOCK_DEVICE = 0060000;
  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final long UTIME_NOW = (1L << 30) - 1;
  private static final int EPERM = 1;
  private static final int EACCES = 13;
  private static final int EEXIST = 17;

  private SpecialFiles() {}

  /** Makes the fifo or device {@code entry} at {@code place}, for its owner only. */
  static void make(Path place, TreeEntry entry) throws IOException {
    if (entry.type() == EntryType.FIFO) {
      call("mkfifo", place, pathOf(place), OWNER_ONLY);
    } else {
      int type = entry.type() == EntryType.BLOCK_DEVICE ? BLOCK_DEVICE : CHARACTER_DEVICE;
      long device = new DeviceNumber(entry.deviceMajor(), entry.deviceMinor()).combined();
      call("mknod", place, pathOf(place), type | OWNER_ONLY, device);
    }
  }

  /** Makes a symlink with exactly these bytes as its target; returns false if JNA is missing. */
  static boolean symlink(Path place, byte[] target) throws IOException {
    try {
      check("symlink", place, CLibrary.call("symlink", terminated(target), pathOf(place)));
      return true;
    } catch (LinkageError e) {
      return false;
    }
  }

  /** Sets the low 12 bits of the mode of a fifo or device. */
  static void setMode(Path place, int mode) throws IOException {
    call("chmod", place, pathOf(place), mode);
  }

  /** Sets the modification time, and now as the time of access. */
  static void setTime(Path place, long mtimeSeconds) throws IOException {
    long[] times = {0, UTIME_NOW, mtimeSeconds, 0};
    call("utimensat", place, AT_FDCWD, pathOf(place), times, AT_SYMLINK_NOFOLLOW);
  }

  private static byte[] pathOf(Path place) {
    return terminated(RawNames.toBytes(place.toAbsolutePath()));
  }

  private static byte[] terminated(byte[] text) {
    return Arrays.copyOf(text, text.length + 1);
  }

  private static void call(String function, Path place, Object... arguments) throws IOException {
    int errno;
    try {
      errno = CLibrary.call(function, arguments);
    } catch (LinkageError e) {
      var missing =
          new FileSystemException(
              place.toString(),
              null,
              "Java alone cannot do this: put JNA (net.java.dev.jna:jna) on the class path");
      missing.initCause(e);
      throw missing;
    }
    check(function, place, errno);
  }

  private static void check(String function, Path place, int errno) throws IOException {
    switch (errno) {
      case 0 -> {}
      case EEXIST -> throw new FileAlreadyExistsException(place.toString());
      case EPERM, EACCES ->
          throw new AccessDeniedException(
              place.toString(), null, function + " is not permitted; devices need root");
      default ->
          throw new FileSystemException(
              place.toString(), null, function + " failed with error number " + errno);
    }
  }
}
