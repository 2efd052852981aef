package io.jdup.internal.tree;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directories of the target from the root down to where entries are being written. */
final class DirectoryStack implements Closeable {
  private final Path target;
  private final boolean overwrite;
  private final MetadataWriter metadata;
  private final List<Level> levels = new ArrayList<>();
  private final List<IOException> failures = new ArrayList<>();
  private @Nullable OpenDirectory outside; // holds the target itself

  /**
   * A directory of the tree that is held open.
   *
   * @param entry what the archive says of it; null if it has no entry
   */
  private record Level(EntryPath path, OpenDirectory directory, @Nullable TreeEntry entry) {}

  DirectoryStack(Path target, boolean overwrite, MetadataWriter metadata) {
    this.target = target;
    this.overwrite = overwrite;
    this.metadata = metadata;
  }

  /**
   * Returns the open directory that {@code path} belongs in, after leaving those it does not lie
   * in. Directories on the way that had no entry are made.
   */
  OpenDirectory parentOf(EntryPath path) throws IOException {
    if (path.isRoot()) {
      return outside();
    }
    EntryPath parent = path.parent();
    leaveUntilInside(parent);
    for (EntryPath missing : missingDownTo(parent)) {
      open(missing, null);
    }
    return top().directory;
  }

  // One after the other: paths may be thousands of directories deep.
  private Deque<EntryPath> missingDownTo(EntryPath parent) {
    var missing = new ArrayDeque<EntryPath>();
    EntryPath above = parent;
    while (levels.isEmpty() || !top().path.equals(above)) {
      missing.addFirst(above);
      if (above.isRoot()) {
        break;
      }
      above = above.parent();
    }
    return missing;
  }

  /** Returns the name of {@code path} in the directory it belongs in. */
  Path nameOf(EntryPath path) throws IOException {
    if (!path.isRoot()) {
      return RawNames.toRelativePath(target, path.name());
    }
    Path name = target.getFileName();
    if (name == null) {
      throw new FileSystemException(target.toString(), null, "the target is '/', a directory");
    }
    return name;
  }

  /** Makes the directory {@code entry}, or takes the one that is there, and enters it. */
  void enter(TreeEntry entry) throws IOException {
    open(entry.path(), entry);
  }

  private void open(EntryPath path, @Nullable TreeEntry entry) throws IOException {
    boolean isSlash = path.isRoot() && target.getFileName() == null;
    OpenDirectory directory =
        isSlash ? OpenDirectory.at(target) : madeOrFound(parentOf(path), path, entry != null);
    levels.add(new Level(path, directory, entry));
    if (entry != null) {
      directory.openToOwner();
    }
  }

  private OpenDirectory madeOrFound(OpenDirectory parent, EntryPath path, boolean mayReplace)
      throws IOException {
    Path name = nameOf(path);
    BasicFileAttributes found = parent.isNew() ? null : parent.find(name);
    if (found != null && !found.isDirectory()) {
      if (!overwrite || !mayReplace) {
        String problem = "what stands at '" + path + "' is no directory";
        throw new FileSystemException(name.toString(), null, problem);
      }
      parent.delete(name);
      found = null;
    }
    return found == null ? parent.makeDirectory(name) : parent.open(name);
  }

  private OpenDirectory outside() throws IOException {
    if (outside == null) {
      Path parent = target.getParent();
      if (parent == null) {
        throw new FileSystemException(target.toString(), null, "the target is '/', a directory");
      }
      Files.createDirectories(parent);
      outside = OpenDirectory.at(parent);
    }
    return outside;
  }

  private Level top() {
    return levels.get(levels.size() - 1);
  }

  private void leaveUntilInside(EntryPath path) {
    while (!levels.isEmpty() && !path.startsWith(top().path)) {
      leave();
    }
  }

  private void leave() {
    Level level = levels.remove(levels.size() - 1);
    try (OpenDirectory directory = level.directory) {
      if (level.entry != null) {
        metadata.write(level.entry, directory.attributes(), directory);
      }
    } catch (IOException e) {
      failures.add(EntryFailure.ofMetadata(level.path, e));
    }
  }

  /** Leaves all directories; returns what went wrong in setting the attributes of any so far. */
  List<IOException> leaveAll() {
    while (!levels.isEmpty()) {
      leave();
    }
    return List.copyOf(failures);
  }

  @Override
  public void close() throws IOException {
    while (!levels.isEmpty()) {
      levels.remove(levels.size() - 1).directory.close();
    }
    if (outside != null) {
      outside.close();
      outside = null;
    }
  }
}
