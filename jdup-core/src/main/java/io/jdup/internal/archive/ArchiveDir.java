package io.jdup.internal.archive;

import io.jdup.collection.BackupFileName;
import io.jdup.collection.FileNaming;
import io.jdup.collection.ListedFiles;
import io.jdup.internal.volume.WorkDirectory;
import io.jdup.report.ArchiveDirLockedException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory of manifests and signature files, locked for one run.
 *
 * <p>A file gets its name when it is complete and forced to disk. Not thread-safe.
 *
 * <p>Source: format specification section 7.4.
 */
public final class ArchiveDir implements Closeable {
  private static final String LOCK_NAME = "lockfile";

  private final Path directory;
  private final @Nullable DirectoryLock lock; // none for a reader

  private ArchiveDir(Path directory, @Nullable DirectoryLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Creates {@code directory}, readable by its owner only, where it is missing, and locks it.
   *
   * @throws ArchiveDirLockedException if another run holds it
   */
  public static ArchiveDir open(Path directory) throws IOException {
    createPrivately(directory);
    var lock = DirectoryLock.of(directory.resolve(LOCK_NAME));
    boolean opened = false;
    try {
      removeLeftovers(directory);
      opened = true;
      return new ArchiveDir(directory, lock);
    } finally {
      if (!opened) { // whatever the reason: this process must not lock itself out
        lock.close();
      }
    }
  }

  // Work directories of runs that were killed: the lock says that no run is using them.
  private static void removeLeftovers(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (file.getFileName().toString().startsWith(WorkDirectory.NAME_PREFIX)) {
          WorkDirectory.deleteTree(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /**
   * Opens {@code directory} for reading only, without a lock: what is in it is complete at any
   * time. Returns nothing if it does not exist.
   */
  public static Optional<ArchiveDir> reading(@Nullable Path directory) {
    return directory != null && Files.isDirectory(directory)
        ? Optional.of(new ArchiveDir(directory, null))
        : Optional.empty();
  }

  private static void createPrivately(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return; // also when it is a link to one, which createDirectories does not take
    }
    Path existing = directory.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing != null && !Files.isDirectory(existing)) {
      throw new IOException(
          "archive dir '"
              + directory
              + "' cannot be created: '"
              + existing
              + "' is not a directory; choose another with --archive-dir");
    }
    boolean posix = Files.getFileStore(existing).supportsFileAttributeView("posix");
    if (posix) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(directory);
    }
  }

  /**
   * Returns the names of what is in it, in no particular order. There are two for each set of a
   * chain, so they are not looked at: whoever opens one finds out whether it is a file.
   */
  public List<String> names() throws IOException {
    var names = new ArrayList<String>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        names.add(file.getFileName().toString());
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  /** Returns the backup files in it, without those that are packed as it keeps none. */
  public ListedFiles files(FileNaming naming) throws IOException {
    return ListedFiles.of(names(), naming).keptLocally();
  }

  /** Returns the finished backup files in {@code archive}, if there is one. */
  public static ListedFiles finishedFiles(Optional<ArchiveDir> archive, FileNaming naming)
      throws IOException {
    return archive.isPresent() ? archive.get().files(naming).finished() : ListedFiles.NONE;
  }

  /** Returns whether it holds the signatures of a run that came to its end. */
  public boolean holdsSignatures(FileNaming naming) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) { // to the first: there may be many
        if (naming.parse(file.getFileName().toString()).filter(ArchiveDir::isKept).isPresent()) {
          return true;
        }
      }
      return false;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isKept(BackupFileName file) {
    return file.kind() == BackupFileName.Kind.SIGNATURES && !file.partial();
  }

  /** Returns whether it holds {@code name}. */
  public boolean holds(String name) {
    return Files.isRegularFile(directory.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  /** Opens the file {@code name} for reading. */
  public InputStream read(String name) throws IOException {
    return Files.newInputStream(directory.resolve(name));
  }

  /** Returns the place of the file {@code name}, which need not exist. */
  public Path resolve(String name) {
    return directory.resolve(name);
  }

  /**
   * Makes the finished file {@code source}, which must be on the same file system, the file {@code
   * name}, replacing an older one at once.
   */
  public void store(String name, Path source) throws IOException {
    force(source, StandardOpenOption.WRITE);
    Files.move(
        source,
        directory.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force(directory, StandardOpenOption.READ);
  }

  private static void force(Path path, StandardOpenOption access) throws IOException {
    try (FileChannel channel = FileChannel.open(path, access)) {
      channel.force(true);
    }
  }

  /** Deletes the file {@code name} if it is there. */
  public void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }

  /** Returns the file whose lock keeps other runs out. */
  public Path lockFile() {
    return directory.resolve(LOCK_NAME);
  }

  /** Returns the directory itself, for unfinished files that are to be stored in it. */
  public Path path() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }
}
