package io.jdup.faults;

import static io.jdup.faults.FaultPath.real;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Iterator;
import java.util.Set;

/** An open directory, with what is done in it counted. */
final class FaultDirectory implements SecureDirectoryStream<Path> {
  private final FaultFileSystem fileSystem;
  private final FaultProvider provider;
  private final Path path;
  private final SecureDirectoryStream<Path> to;
  private final Effects effects;

  FaultDirectory(
      FaultFileSystem fileSystem, Path path, SecureDirectoryStream<Path> to, Effects effects) {
    this.fileSystem = fileSystem;
    this.provider = fileSystem.provider();
    this.path = path;
    this.to = to;
    this.effects = effects;
  }

  private Path at(Path name) {
    return path.resolve(real(name));
  }

  @Override
  public Iterator<Path> iterator() {
    Iterator<Path> names = to.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return names.hasNext();
      }

      @Override
      public Path next() {
        return fileSystem.wrap(names.next());
      }
    };
  }

  @Override
  public SecureDirectoryStream<Path> newDirectoryStream(Path name, LinkOption... options)
      throws IOException {
    return new FaultDirectory(
        fileSystem, at(name), to.newDirectoryStream(real(name), options), effects);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return provider.open(
        at(name), options, () -> (FileChannel) to.newByteChannel(real(name), options, attributes));
  }

  @Override
  public void deleteFile(Path name) throws IOException {
    provider.delete(at(name), () -> to.deleteFile(real(name)));
  }

  @Override
  public void deleteDirectory(Path name) throws IOException {
    provider.delete(at(name), () -> to.deleteDirectory(real(name)));
  }

  @Override
  public void move(Path from, SecureDirectoryStream<Path> directory, Path name) throws IOException {
    var other = (FaultDirectory) directory;
    provider.move(at(from), other.at(name), () -> to.move(real(from), other.to, real(name)));
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(Class<V> type) {
    return provider.counted(path, type, to.getFileAttributeView(type));
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path name, Class<V> type, LinkOption... options) {
    return provider.counted(at(name), type, to.getFileAttributeView(real(name), type, options));
  }

  @Override
  public void close() throws IOException {
    to.close();
  }
}
