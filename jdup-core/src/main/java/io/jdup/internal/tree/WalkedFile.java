package io.jdup.internal.tree;

import io.jdup.selection.Candidate;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file that the walk has come to, as the selection sees it. */
final class WalkedFile implements Candidate {
  private final byte[] rootPath; // as the caller gave it
  private final EntryPath entryPath;
  private final Path path;
  private final @Nullable FileStat stat; // null if it cannot be had
  private final FileStat rootStat;

  WalkedFile(
      byte[] rootPath, FileStat rootStat, EntryPath entryPath, Path path, @Nullable FileStat stat) {
    this.rootPath = rootPath;
    this.rootStat = rootStat;
    this.entryPath = entryPath;
    this.path = path;
    this.stat = stat;
  }

  @Override
  public byte[] fullPath() {
    byte[] below = entryPath.toBytes();
    if (below.length == 0) {
      return rootPath.clone();
    }
    boolean slash = rootPath[rootPath.length - 1] != '/';
    byte[] full = new byte[rootPath.length + (slash ? 1 : 0) + below.length];
    System.arraycopy(rootPath, 0, full, 0, rootPath.length);
    full[full.length - below.length - 1] = '/';
    System.arraycopy(below, 0, full, full.length - below.length, below.length);
    return full;
  }

  /** What cannot be looked at counts as a directory, so that every rule on its path applies. */
  @Override
  public boolean isDirectory() {
    return stat == null || stat.type() == EntryType.DIRECTORY;
  }

  @Override
  public boolean isRegularFile() {
    return stat != null && stat.type() == EntryType.FILE;
  }

  @Override
  public boolean isDevice() {
    EntryType type = stat == null ? null : stat.type();
    return type != null && type.isDevice();
  }

  @Override
  public long fileSystemNumber() {
    return stat == null ? rootStat.fileSystem() : stat.fileSystem();
  }

  @Override
  public Instant modified() {
    return stat == null ? Instant.EPOCH : stat.modified();
  }

  @Override
  public boolean contains(byte[] name) {
    for (byte b : name) {
      if (b == '/' || b == 0) {
        return false;
      }
    }
    return name.length > 0 && Files.exists(RawNames.resolve(path, name), LinkOption.NOFOLLOW_LINKS);
  }
}
