package io.jdup.faults;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;

/** The real file system, with every effect counted and one of them faulty. */
public final class FaultFileSystem extends FileSystem {
  private final FileSystem real = FileSystems.getDefault();
  private final FaultProvider provider;

  /** Hands what is done to {@code effects} first. */
  public FaultFileSystem(Effects effects) {
    this.provider = new FaultProvider(this, effects);
  }

  /** Returns {@code path} of the real file system as one of this. */
  public Path wrap(Path path) {
    return path == null ? null : new FaultPath(this, FaultPath.real(path));
  }

  @Override
  public FaultProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    // there is nothing to close
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return real.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(getPath("/"));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return real.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return real.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return wrap(real.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    PathMatcher matcher = real.getPathMatcher(syntaxAndPattern);
    return path -> matcher.matches(FaultPath.real(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return real.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
