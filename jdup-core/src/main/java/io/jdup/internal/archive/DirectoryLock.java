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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock file that keeps two runs apart, also a run of jdup and one of duplicity.
 *
 * <p>Source: format specification section 7.4: a POSIX record lock, not waited for; the file is
 * removed at the end.
 */
final class DirectoryLock implements Closeable {
  private static final int ATTEMPTS = 10;

  // A POSIX lock belongs to the process, which loses it when it closes any channel to the file. So
  // a second run must be told from the first before it opens the file, and this has to be known to
  // the whole process: the one static in the library that changes.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock {@code file}, in a directory that exists. */
  static DirectoryLock of(Path file) throws IOException {
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Path unique = directory.toRealPath().resolve(file.getFileName());
    if (!HELD.add(unique)) {
      throw locked(file, null);
    }
    DirectoryLock lock = null;
    try {
      for (int i = 0; i < ATTEMPTS && lock == null; i++) {
        lock = tryOnce(unique);
      }
    } finally {
      if (lock == null) {
        HELD.remove(unique);
      }
    }
    if (lock == null) {
      throw locked(file, null);
    }
    return lock;
  }

  // The run before us removes the file when it ends. If we locked a file that has just lost its
  // name, the next run would not see our lock: then we try again.
  private static @Nullable DirectoryLock tryOnce(Path file) throws IOException {
    Object before = keyOf(file);
    if (before == null) {
      createQuietly(file);
      return null;
    }
    FileChannel channel = openQuietly(file);
    if (channel == null) {
      return null;
    }
    boolean ours = false;
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

  private static @Nullable FileChannel openQuietly(Path file) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return null; // the run before us has just ended
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
    } finally {
      HELD.remove(file);
    }
  }
}
