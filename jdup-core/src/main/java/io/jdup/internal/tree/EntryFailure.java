package io.jdup.internal.tree;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** One entry was not restored, or not entirely. The message names it and says why. */
public final class EntryFailure extends IOException {
  private EntryFailure(String message, IOException cause) {
    super(message, cause);
  }

  private EntryFailure(String message) {
    super(message);
  }

  /** Returns the failure of {@code entry} for a reason found here. */
  static EntryFailure of(EntryPath entry, String reason) {
    return new EntryFailure("'" + entry + "' was not restored: " + reason);
  }

  /** Returns the failure of {@code entry} that {@code cause} tells. */
  static EntryFailure of(EntryPath entry, IOException cause) {
    return cause instanceof EntryFailure failure
        ? failure
        : new EntryFailure("'" + entry + "' was not restored: " + reason(cause), cause);
  }

  /** Returns the failure to set owner, time or mode of an entry that is otherwise in place. */
  static EntryFailure ofMetadata(EntryPath entry, IOException cause) {
    return new EntryFailure(
        "'" + entry + "' was restored, but not all of its owner, time and mode: " + reason(cause),
        cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException denied && denied.getReason() == null) {
      return "permission denied";
    }
    if (cause instanceof DirectoryNotEmptyException) {
      return "a directory with something in it is in the way";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "something of that name exists already";
    }
    if (cause instanceof NoSuchFileException) {
      return "the directory it belongs in is gone";
    }
    if (cause instanceof NotDirectoryException) {
      return "what it belongs in is no directory";
    }
    String reason = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
    return reason == null ? cause.toString() : reason;
  }
}
