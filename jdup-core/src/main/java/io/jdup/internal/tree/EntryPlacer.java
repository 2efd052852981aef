package io.jdup.internal.tree;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Makes entries under temporary names and moves them into place when they are complete. A run that
 * is killed leaves at most one of them, named {@code .jdup-restore-N.tmp}.
 */
final class EntryPlacer {
  private final boolean overwrite;
  private final MetadataWriter metadata;
  private final byte[] block = new byte[FileSink.BLOCK]; // lent to one sink at a time
  private long temporaryNumber;
  private @Nullable Boolean tellsCases; // the file system of new directories; null: not asked yet

  EntryPlacer(boolean overwrite, MetadataWriter metadata) {
    this.overwrite = overwrite;
    this.metadata = metadata;
  }

  /** Begins a regular file that is to be {@code name} in {@code directory}. */
  FileSink begin(TreeEntry entry, OpenDirectory directory, Path name) throws IOException {
    refuseIfTaken(entry, directory, name);
    while (true) {
      Draft draft = newDraft(entry, directory, name);
      try {
        return new FileSink(directory.create(draft.temporary()), block, this, draft);
      } catch (FileAlreadyExistsException e) {
        // left by a killed run, or the user's own; the next number will be free
      }
    }
  }

  /** Makes the symlink, fifo or device that is to be {@code name} in {@code directory}. */
  void place(TreeEntry entry, OpenDirectory directory, Path name) throws IOException {
    if (entry.type().isDevice() && !metadata.restoresOwners()) {
      throw EntryFailure.of(entry.path(), "a device is made only where owners are restored too");
    }
    refuseIfTaken(entry, directory, name);
    while (true) {
      Draft draft = newDraft(entry, directory, name);
      try {
        make(draft);
        finish(draft);
        return;
      } catch (FileAlreadyExistsException e) {
        // as above
      }
    }
  }

  // Nothing is in a new directory but what was put there, under names that the archive keeps apart.
  // A
  // file system that takes some of them for one must be asked each time.
  private boolean isKnown(OpenDirectory directory) throws IOException {
    if (!directory.isNew()) {
      return false;
    }
    if (tellsCases == null) {
      tellsCases = tellsCases(directory);
    }
    return tellsCases;
  }

  private static boolean tellsCases(OpenDirectory directory) throws IOException {
    Path lower = directory.location().getFileSystem().getPath(".jdup-restore-0.tmp");
    Path upper = directory.location().getFileSystem().getPath(".JDUP-RESTORE-0.TMP");
    directory.create(lower).close();
    try {
      return directory.find(upper) == null;
    } finally {
      directory.delete(lower);
    }
  }

  private Draft newDraft(TreeEntry entry, OpenDirectory directory, Path name) {
    String temporary = ".jdup-restore-" + ++temporaryNumber + ".tmp";
    return new Draft(entry, directory, name.getFileSystem().getPath(temporary), name);
  }

  private void refuseIfTaken(TreeEntry entry, OpenDirectory directory, Path name)
      throws IOException {
    BasicFileAttributes found = isKnown(directory) ? null : directory.find(name);
    // A target that is an empty directory may become a single file.
    if (found != null && !overwrite && !(entry.path().isRoot() && found.isDirectory())) {
      throw EntryFailure.of(entry.path(), "something of that name exists already");
    }
  }

  private static void make(Draft draft) throws IOException {
    if (draft.entry().type() != EntryType.SYMLINK) {
      SpecialFiles.make(draft.location(), draft.entry());
      return;
    }
    byte[] target = draft.entry().linkTarget().toBytes();
    if (target.length == 0 || contains(target, (byte) 0)) {
      throw EntryFailure.of(draft.entry().path(), "its link target is empty or holds a NUL");
    }
    boolean made = hasSlashesInARow(target) && SpecialFiles.symlink(draft.location(), target);
    if (!made) {
      Files.createSymbolicLink(draft.location(), RawNames.toLinkTarget(target));
    }
  }

  private static boolean contains(byte[] bytes, byte wanted) {
    for (byte b : bytes) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasSlashesInARow(byte[] target) {
    for (int i = 1; i < target.length; i++) {
      if (target[i] == '/' && target[i - 1] == '/') {
        return true;
      }
    }
    return false;
  }

  /**
   * Gives a complete entry its metadata and its name.
   *
   * @throws IOException if it could not get its name, and is gone; or if it has, but lacks metadata
   */
  void finish(Draft draft) throws IOException {
    IOException failure = writeMetadata(draft);
    try {
      OpenDirectory directory = draft.directory();
      BasicFileAttributes found = isKnown(directory) ? null : directory.find(draft.name());
      if (found != null && found.isDirectory()) {
        directory.deleteDirectory(draft.name()); // fails unless it is empty
      }
      directory.rename(draft.temporary(), draft.name());
    } catch (IOException e) {
      throw discarded(draft, EntryFailure.of(draft.entry().path(), e));
    }
    if (failure != null) {
      throw failure;
    }
  }

  private IOException discarded(Draft draft, IOException why) {
    try {
      discard(draft);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
    return why;
  }

  private @Nullable IOException writeMetadata(Draft draft) {
    TreeEntry entry = draft.entry();
    try {
      switch (entry.type()) {
        case FILE ->
            metadata.write(entry, draft.directory().attributesOf(draft.temporary()), draft);
        case SYMLINK -> metadata.writeLink(entry, draft);
        default -> metadata.writeSpecial(entry, draft);
      }
      return null;
    } catch (IOException e) {
      return EntryFailure.ofMetadata(entry.path(), e);
    }
  }

  /** Removes an entry that is not to be. */
  void discard(Draft draft) throws IOException {
    draft.directory().delete(draft.temporary());
  }
}
