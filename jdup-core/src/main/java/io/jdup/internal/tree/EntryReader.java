package io.jdup.internal.tree;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;

/** Reads what the file system says of one file or directory. */
final class EntryReader {
  private final OwnerNames ownerNames;
  private final boolean followLinks;

  EntryReader(FileSystem fileSystem, boolean followLinks) {
    this.ownerNames = new OwnerNames(fileSystem);
    this.followLinks = followLinks;
  }

  /** Returns the attributes of a file, or of what it points to if links are followed. */
  FileStat stat(Path path) throws IOException {
    if (!followLinks) {
      return FileStat.of(path, false);
    }
    try {
      return FileStat.of(path, true);
    } catch (AccessDeniedException e) {
      throw e; // something is there, and a bare link would not be a backup of it
    } catch (IOException e) {
      return statOfLink(path, e);
    }
  }

  // Points nowhere or in a circle: the link itself is all there is to keep.
  private static FileStat statOfLink(Path path, IOException whyNotFollowed) throws IOException {
    FileStat stat = FileStat.of(path, false);
    if (stat.type() != EntryType.SYMLINK) {
      throw whyNotFollowed;
    }
    return stat;
  }

  /** Returns whether following links has led from {@code path} to somewhere else. */
  boolean isFollowed(Path path) {
    return followLinks && Files.isSymbolicLink(path);
  }

  /** Returns the entry at {@code file}, which is of the type {@code type}. */
  SourceEntry read(EntryPath path, Path file, FileStat stat, EntryType type) throws IOException {
    boolean follow = followLinks && type != EntryType.SYMLINK;
    DeviceNumber device =
        type.isDevice() ? DeviceNumber.ofCombined(deviceOf(file, follow)) : DeviceNumber.NONE;
    LinkTarget target =
        type == EntryType.SYMLINK
            ? LinkTarget.of(RawNames.toBytes(Files.readSymbolicLink(file)))
            : LinkTarget.NONE;
    var entry =
        new TreeEntry(
            path,
            type,
            stat.permissions(),
            ownerNames.ownerOf(file, stat, follow),
            stat.mtimeSeconds(),
            stat.modifiedNanos(),
            type == EntryType.FILE ? stat.sizeBytes() : 0,
            target,
            device.major(),
            device.minor());
    return new SourceEntry(entry, file, follow);
  }

  private static long deviceOf(Path file, boolean follow) throws IOException {
    LinkOption[] options =
        follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    return (Long) Files.getAttribute(file, "unix:rdev", options);
  }

  /** Returns the names in a directory, sorted by their bytes as unsigned numbers. */
  byte[][] list(Path directory) throws IOException {
    var names = new ArrayList<byte[]>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path file : stream) {
        names.add(RawNames.toBytes(file.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    byte[][] sorted = names.toArray(new byte[0][]);
    Arrays.sort(sorted, Arrays::compareUnsigned);
    return sorted;
  }
}
