package io.jdup.internal.tree;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the target that is held open. Names are looked up in the open directory itself, so
 * that whoever swaps it, or one above it, for a symlink meanwhile gains nothing.
 */
final class OpenDirectory implements Closeable, Located {
  private static final Set<PosixFilePermission> OWNER_ALL =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<?> FILE_FOR_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> DIRECTORY_FOR_OWNER =
      PosixFilePermissions.asFileAttribute(OWNER_ALL);
  private static final Set<OpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private final Path path;
  private final SecureDirectoryStream<Path> handle;
  private final @Nullable CreatedAs createdAs; // not null: a new directory
  private @Nullable Object key; // tells the directory from any other

  private OpenDirectory(
      Path path, SecureDirectoryStream<Path> handle, @Nullable CreatedAs createdAs) {
    this.path = path;
    this.handle = handle;
    this.createdAs = createdAs;
  }

  private static Object keyOf(BasicFileAttributes attributes) {
    return Objects.requireNonNull(attributes.fileKey(), "POSIX file systems have one");
  }

  /** Opens the existing directory {@code path}, the last time that links are followed. */
  @SuppressWarnings("StreamResourceLeak") // what is returned closes it
  static OpenDirectory at(Path path) throws IOException {
    Path real = path.toRealPath();
    DirectoryStream<Path> stream = Files.newDirectoryStream(real);
    try {
      if (stream instanceof SecureDirectoryStream<Path> secure) {
        return new OpenDirectory(real, secure, null);
      }
      String problem =
          "this file system cannot be restored to safely: Java has no openat(2) for it";
      throw new FileSystemException(path.toString(), null, problem);
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  /** Opens the directory {@code name} in this one; a symlink to a directory is refused. */
  OpenDirectory open(Path name) throws IOException {
    return new OpenDirectory(path.resolve(name), openHandle(name), null);
  }

  private SecureDirectoryStream<Path> openHandle(Path name) throws IOException {
    return handle.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
  }

  /** Makes the directory {@code name}, for its owner only, and opens it. */
  @SuppressWarnings("StreamResourceLeak") // what is returned closes it
  OpenDirectory makeDirectory(Path name) throws IOException {
    Files.createDirectory(locate(name), DIRECTORY_FOR_OWNER);
    SecureDirectoryStream<Path> opened = openHandle(name);
    try {
      // Below a new directory all is owned alike, setgid or not.
      CreatedAs owner = createdAs != null ? createdAs : ownerIfClosedToOthers(opened);
      return new OpenDirectory(path.resolve(name), opened, owner);
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  private static @Nullable CreatedAs ownerIfClosedToOthers(SecureDirectoryStream<Path> directory)
      throws IOException {
    PosixFileAttributes found =
        directory.getFileAttributeView(PosixFileAttributeView.class).readAttributes();
    return found.permissions().equals(OWNER_ALL)
        ? new CreatedAs(found.owner(), found.group())
        : null;
  }

  /**
   * Returns whether this directory was made here and nobody else can enter it: then it holds
   * nothing but what was put in it through this.
   */
  boolean isNew() {
    return createdAs != null;
  }

  @Override
  public @Nullable CreatedAs createdAs() {
    return createdAs;
  }

  /** Creates the file {@code name}, for its owner only, where nothing is yet. */
  SeekableByteChannel create(Path name) throws IOException {
    return handle.newByteChannel(name, CREATE, FILE_FOR_OWNER);
  }

  /** Returns what {@code name} is, itself and not what it points to; null if there is nothing. */
  @Nullable BasicFileAttributes find(Path name) throws IOException {
    try {
      return handle
          .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * Gives the entry {@code from} the name {@code to}, replacing what is there unless a directory.
   */
  void rename(Path from, Path to) throws IOException {
    handle.move(from, handle, to);
  }

  void delete(Path name) throws IOException {
    handle.deleteFile(name);
  }

  /** Deletes the directory {@code name}, which must be empty. */
  void deleteDirectory(Path name) throws IOException {
    handle.deleteDirectory(name);
  }

  /** Lets the owner work in this directory, whatever its permissions were. */
  void openToOwner() throws IOException {
    if (isNew()) {
      return; // it was made so
    }
    PosixFileAttributeView view = attributes();
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (!permissions.containsAll(OWNER_ALL)) {
      Set<PosixFilePermission> wider = EnumSet.copyOf(OWNER_ALL);
      wider.addAll(permissions);
      view.setPermissions(wider);
    }
  }

  /** Returns the attributes of this directory. */
  PosixFileAttributeView attributes() {
    return handle.getFileAttributeView(PosixFileAttributeView.class);
  }

  /** Returns the attributes of the file or directory {@code name}, no symlink or special file. */
  PosixFileAttributeView attributesOf(Path name) {
    return handle.getFileAttributeView(
        name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns where {@code name} is, for what Java can do by path only; see {@link Located}. */
  Path locate(Path name) throws IOException {
    return location().resolve(name);
  }

  @Override
  public Path location() throws IOException {
    BasicFileAttributes now =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (key == null) {
      key = keyOf(handle.getFileAttributeView(BasicFileAttributeView.class).readAttributes());
    }
    if (!keyOf(now).equals(key)) {
      throw new FileSystemException(
          path.toString(), null, "its directory was replaced by another one meanwhile");
    }
    return path;
  }

  @Override
  public void close() throws IOException {
    handle.close();
  }
}
