package io.jdup.transport.local;

import io.jdup.transport.PartialName;
import io.jdup.transport.RemoteFile;
import io.jdup.transport.RemoteFileNotFoundException;
import io.jdup.transport.Transport;
import io.jdup.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files in one directory of this machine. Thread-safe: it keeps no state but the path. */
final class LocalTransport implements Transport {
  private static final int BUFFER_BYTES = 1 << 18;

  private final Path directory;

  LocalTransport(Path directory) {
    this.directory = directory;
  }

  @Override
  public void put(String name, Path source) throws IOException {
    try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ)) {
      long sizeBytes = in.size();
      try {
        put(name, in, sizeBytes);
      } catch (IOException e) {
        throw LocalFailure.of(e, directory, "cannot store '" + name + "'", sizeBytes);
      }
    }
  }

  private void put(String name, FileChannel in, long sizeBytes) throws IOException {
    createDirectory();
    Path partial = LocalNames.resolve(directory, PartialName.fresh());
    try {
      copy(in, sizeBytes, partial);
      requireSize(name, partial, sizeBytes);
      Files.move(partial, LocalNames.resolve(directory, name), StandardCopyOption.ATOMIC_MOVE);
      forceDirectory(directory);
    } finally {
      Files.deleteIfExists(partial); // nothing left to delete once it has moved
    }
  }

  @Override
  public void putAway(String name, Path source) throws IOException {
    if (!moved(name, source)) {
      put(name, source);
      Files.delete(source);
    }
  }

  /** Stores {@code source} by giving it its new name, unless it lies on another file system. */
  private boolean moved(String name, Path source) throws IOException {
    try (FileChannel bytes = FileChannel.open(source, StandardOpenOption.WRITE)) {
      bytes.force(true); // they must be on disk before the name is
    }
    try {
      createDirectory();
      Files.move(source, LocalNames.resolve(directory, name), StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      return false;
    } catch (IOException e) {
      throw LocalFailure.of(e, directory, "cannot store '" + name + "'", 0);
    }
    forceDirectory(directory);
    return true;
  }

  private void createDirectory() throws IOException {
    if (Files.isDirectory(directory)) {
      return; // also when it is a link to one, which createDirectories does not take
    }
    var holders = new ArrayList<Path>(); // of the names that are about to be made
    boolean missing = true;
    for (Path above = directory.toAbsolutePath().getParent();
        above != null && missing;
        above = above.getParent()) {
      holders.add(above);
      missing = !Files.isDirectory(above);
    }
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw LocalFailure.notADirectory(directory, e);
    }
    holders.forEach(LocalTransport::forceDirectory);
  }

  private static void copy(FileChannel in, long sizeBytes, Path target) throws IOException {
    try (FileChannel out =
        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long position = 0;
      long moved = 1;
      while (position < sizeBytes && moved > 0) { // 0: the source became shorter meanwhile
        moved = in.transferTo(position, sizeBytes - position, out);
        position += moved;
      }
      out.force(true); // the bytes must be on disk before the name is
    }
  }

  private void requireSize(String name, Path stored, long wanted) throws IOException {
    long got = Files.size(stored);
    if (got != wanted) {
      throw new TransportException(
          "'"
              + name
              + "' became "
              + got
              + " bytes long in "
              + directory
              + " instead of "
              + wanted
              + "; is its source still being written?",
          false,
          null);
    }
  }

  /** Makes new names in {@code directory} survive a power cut, where the file system knows how. */
  private static void forceDirectory(Path directory) {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException ignored) {
      // Windows, CIFS and some FUSE file systems cannot; the file is complete and in place
    }
  }

  @Override
  public Optional<Path> inPlace(String name) throws IOException {
    Path file = LocalNames.resolve(directory, name);
    open(name, file).close(); // tells what is wrong with it, as get does
    return Optional.of(file);
  }

  @Override
  public void get(String name, Path target) throws IOException {
    Path file = LocalNames.resolve(directory, name);
    try (InputStream in = open(name, file);
        OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = read(name, in, buffer); n >= 0; n = read(name, in, buffer)) {
        out.write(buffer, 0, n); // a failure here is the caller's disk's, and stays as it is
      }
    }
  }

  private InputStream open(String name, Path file) throws IOException {
    try {
      requireFile(name, Files.readAttributes(file, BasicFileAttributes.class));
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw notFound(name, e);
    } catch (IOException e) {
      throw LocalFailure.of(e, directory, "cannot read '" + name + "'", 0);
    }
  }

  private int read(String name, InputStream in, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw LocalFailure.of(e, directory, "cannot read '" + name + "'", 0);
    }
  }

  @Override
  public List<RemoteFile> list() throws IOException {
    return each(LocalTransport::file);
  }

  // A look at each file takes most of the time of a list.
  @Override
  public List<String> names() throws IOException {
    return each(LocalTransport::name);
  }

  /** What is to be told of something in the directory, if anything. */
  @FunctionalInterface
  private interface Telling<T> {
    Optional<T> of(Path entry) throws IOException;
  }

  private <T> List<T> each(Telling<T> telling) throws IOException {
    var told = new ArrayList<T>();
    try (var entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        telling.of(entry).ifPresent(told::add);
      }
      return told;
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw LocalFailure.of(new IOException(e.getMessage(), e), directory, "cannot list", 0);
    } catch (IOException e) {
      throw LocalFailure.of(e, directory, "cannot list", 0);
    }
  }

  /** Returns the name of the entry when it can be asked for, and is not of a file on its way. */
  private static Optional<String> name(Path entry) {
    return LocalNames.name(entry).filter(text -> !PartialName.is(text));
  }

  /** Returns the entry when it is a complete regular file whose name can be asked for. */
  private static Optional<RemoteFile> file(Path entry) throws IOException {
    Optional<String> name = name(entry);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      var attributes = Files.readAttributes(entry, BasicFileAttributes.class);
      return name.filter(text -> attributes.isRegularFile())
          .map(text -> new RemoteFile(text, attributes.size()));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // deleted since the directory was read, or a dangling link
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Path file = LocalNames.resolve(directory, name);
    try {
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        throw LocalFailure.notAFile(name, directory);
      }
      Files.delete(file);
    } catch (NoSuchFileException e) {
      throw notFound(name, e);
    } catch (IOException e) {
      throw LocalFailure.of(e, directory, "cannot delete '" + name + "'", 0);
    }
  }

  private void requireFile(String name, BasicFileAttributes attributes) throws IOException {
    if (!attributes.isRegularFile()) {
      throw LocalFailure.notAFile(name, directory);
    }
  }

  private RemoteFileNotFoundException notFound(String name, IOException cause) {
    return new RemoteFileNotFoundException(
        name, "there is no file '" + name + "' in " + directory, cause);
  }

  @Override
  public void close() {
    // nothing is kept open between calls
  }
}
