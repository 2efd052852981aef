package io.jdup.faults;

import static io.jdup.faults.FaultPath.real;

import io.jdup.faults.Effects.Kind;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;

/** Counts an effect, then lets the real file system have it. */
final class FaultProvider extends FileSystemProvider {
  /** Opens a file of the real file system. */
  interface Opening {
    FileChannel open() throws IOException;
  }

  private final FaultFileSystem fileSystem;
  private final Effects effects;
  private final FileSystemProvider to = FileSystems.getDefault().provider();

  FaultProvider(FaultFileSystem fileSystem, Effects effects) {
    this.fileSystem = fileSystem;
    this.effects = effects;
  }

  Effects effects() {
    return effects;
  }

  @Override
  public String getScheme() {
    return "fault";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return fileSystem;
  }

  @Override
  public Path getPath(URI uri) {
    return fileSystem.wrap(Path.of(uri));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return open(real(path), options, () -> to.newFileChannel(real(path), options, attributes));
  }

  /** Opens the file {@code path}, which counts if it is made or emptied by that. */
  FileChannel open(Path path, Set<? extends OpenOption> options, Opening opening)
      throws IOException {
    boolean writes =
        options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
    if (!writes) {
      return new FaultChannel(effects, path, opening.open());
    }
    boolean makes =
        options.contains(StandardOpenOption.CREATE_NEW)
            || options.contains(StandardOpenOption.CREATE) && Disk.find(path) == null;
    if (makes) {
      return effects.of(Kind.CREATE, path, () -> created(path, opening.open()));
    }
    if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      return effects.of(Kind.TRUNCATE, path, () -> emptied(path, opening.open()));
    }
    return new FaultChannel(effects, path, opening.open());
  }

  private FileChannel created(Path path, FileChannel opened) {
    effects.disk().created(path);
    return new FaultChannel(effects, path, opened);
  }

  private FileChannel emptied(Path path, FileChannel opened) {
    var channel = new FaultChannel(effects, path, opened);
    effects.disk().writing(channel.fileKey(), 0, 0);
    return channel;
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    DirectoryStream<Path> stream =
        to.newDirectoryStream(real(directory), path -> filter.accept(fileSystem.wrap(path)));
    return new FaultDirectory(
        fileSystem, real(directory), (SecureDirectoryStream<Path>) stream, effects);
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    Path path = real(directory);
    if (Disk.find(path) != null) {
      to.createDirectory(path, attributes); // which tells what is there
    }
    effects.of(
        Kind.MKDIR,
        path,
        () -> {
          to.createDirectory(path, attributes);
          effects.disk().created(path);
          return null;
        });
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    link(link, () -> to.createSymbolicLink(real(link), real(target), attributes));
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    link(link, () -> to.createLink(real(link), real(existing)));
  }

  private void link(Path link, Effects.Part making) throws IOException {
    effects.of(
        Kind.LINK,
        real(link),
        () -> {
          making.happen();
          effects.disk().created(real(link));
          return null;
        });
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return fileSystem.wrap(to.readSymbolicLink(real(link)));
  }

  @Override
  public void delete(Path path) throws IOException {
    delete(real(path), () -> to.delete(real(path)));
  }

  @Override
  public boolean deleteIfExists(Path path) throws IOException {
    if (Disk.find(real(path)) == null) {
      return to.deleteIfExists(real(path));
    }
    delete(path);
    return true;
  }

  void delete(Path path, Disk.Changing deletion) throws IOException {
    effects.of(
        Kind.DELETE,
        path,
        () -> {
          effects.disk().delete(path, deletion);
          return null;
        });
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new UnsupportedOperationException("nothing in jdup copies so");
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    move(real(source), real(target), () -> to.move(real(source), real(target), options));
  }

  void move(Path source, Path target, Disk.Changing moving) throws IOException {
    effects.of(
        Kind.MOVE,
        target,
        () -> {
          effects.disk().move(source, target, moving);
          return null;
        });
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return Files.isSameFile(real(path), real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return Files.isHidden(real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return to.getFileStore(real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    to.checkAccess(real(path), modes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return counted(real(path), type, to.getFileAttributeView(real(path), type, options));
  }

  /** Returns {@code view} of {@code path}, with what it sets counted. */
  <V extends FileAttributeView> V counted(Path path, Class<V> type, V view) {
    if (view == null) {
      return null;
    }
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader() == null ? getClass().getClassLoader() : type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                if (!method.getName().startsWith("set")) {
                  return method.invoke(view, arguments);
                }
                return effects.of(
                    Kind.ATTRIBUTE,
                    path,
                    () -> {
                      try {
                        return method.invoke(view, arguments);
                      } catch (IllegalAccessException | InvocationTargetException e) {
                        throw unwrapped(e);
                      }
                    });
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }

  private static IOException unwrapped(ReflectiveOperationException e) {
    if (e.getCause() instanceof IOException known) {
      return known;
    }
    throw new AssertionError(e);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return to.readAttributes(real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return to.readAttributes(real(path), attributes, options);
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    effects.of(
        Kind.ATTRIBUTE,
        real(path),
        () -> {
          to.setAttribute(real(path), attribute, value, options);
          return null;
        });
  }
}
