package io.jdup.internal.tree;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * An entry of the source tree and where to read it.
 *
 * @param entry what a backup keeps of it
 * @param path where it is, for this process
 * @param followLinks whether {@code path} stands for what it points to
 */
public record SourceEntry(TreeEntry entry, Path path, boolean followLinks) {
  private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);
  private static final Set<OpenOption> READ_ITSELF =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  /**
   * Opens the content of a regular file for reading; the caller closes it. A symlink put in its
   * place meanwhile is refused, and so is anything else that is no regular file, before and after
   * opening. A fifo that replaces the file between the two could still make this wait; Java has no
   * way to open without waiting.
   */
  public FileChannel open() throws IOException {
    return openAsItIs().channel();
  }

  /**
   * A regular file that is open.
   *
   * @param source the entry, with the length and the time that the file had when it was opened
   * @param channel its content
   */
  public record Opened(SourceEntry source, FileChannel channel) {}

  /**
   * Does the same, and returns what the file is like now: it may have been changed, as a whole,
   * since it was looked at, which is no reason to think that what is read is a mixture.
   */
  public Opened openAsItIs() throws IOException {
    FileStat before = regularFile();
    FileChannel channel = FileChannel.open(path, followLinks ? READ : READ_ITSELF);
    try {
      FileStat now = regularFile();
      if (!now.isSameFile(before)) {
        throw replaced();
      }
      return new Opened(as(now), channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private SourceEntry as(FileStat now) {
    return differsFrom(now)
        ? new SourceEntry(
            entry.withContent(now.sizeBytes(), now.mtimeSeconds(), now.modifiedNanos()),
            path,
            followLinks)
        : this;
  }

  /**
   * Returns whether the file has another length, time or type now than {@link #entry} says, so that
   * what was read from it in between may be a mixture.
   */
  public boolean hasChangedSince() {
    try {
      return differsFrom(FileStat.of(path, followLinks));
    } catch (IOException e) {
      return true; // gone by now
    }
  }

  private boolean differsFrom(FileStat now) {
    return now.type() != entry.type()
        || now.sizeBytes() != entry.sizeBytes()
        || now.mtimeSeconds() != entry.mtimeSeconds()
        || entry.mtimeNanos() != TreeEntry.UNKNOWN && now.modifiedNanos() != entry.mtimeNanos();
  }

  private FileStat regularFile() throws IOException {
    FileStat stat = FileStat.of(path, followLinks);
    if (stat.type() != EntryType.FILE) {
      throw replaced();
    }
    return stat;
  }

  private FileSystemException replaced() {
    return new FileSystemException(
        path.toString(), null, "was replaced by something else while it was backed up");
  }
}
