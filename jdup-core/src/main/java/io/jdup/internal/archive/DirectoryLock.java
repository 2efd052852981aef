package io.jdup.internal.archive;

import io.jdup.report.ArchiveDirLockedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A lock file that keeps two runs apart, also a run of jdup and one of duplicity.
 *
 * <p>Source: format specification section 7.4: a POSIX record lock, not waited for; the file is
 * removed at the end.
 */
final class DirectoryLock implements Closeable {
  private static final int ATTEMPTS = 10;

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static DirectoryLock of(Path file) throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      DirectoryLock lock = tryOnce(file);
      if (lock != null) {
        return lock;
      }
    }
    throw locked(file, null);
  }

  // The run before us removes the file when it ends. If we locked a file that has just lost its
  // name, the next run would not see our lock: then we try again.
  private static @Nullable DirectoryLock tryOnce(Path file) throws IOException {
    Object before = keyOf(file);
    if (before == null) {
      createQuietly(file);
      return null;
    }
    boolean ours = false;
    var channel = FileChannel.open(file, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw locked(file, null);
      }
      ours = before.equals(keyOf(file));
      return ours ? new DirectoryLock(file, channel) : null;
    } catch (OverlappingFileLockException e) {
      throw locked(file, e);
    } finally {
      if (!ours) {
        channel.close();
      }
    }
  }

  private static void createQuietly(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // Another run was faster; whose the lock is, is decided by locking it.
      return;
    }
  }

  // Asked for by name: opening the file a second time and closing it would drop a POSIX lock.
  private static @Nullable Object keyOf(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static ArchiveDirLockedException locked(Path file, @Nullable Exception cause) {
    var locked =
        new ArchiveDirLockedException(
            "another backup is using the archive dir '"
                + file.getParent()
                + "'; wait until it has ended, or give this one another --name or --archive-dir");
    if (cause != null) {
      locked.initCause(cause);
    }
    return locked;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(file); // while it is still ours
    }
  }
}
