package io.jdup.transport.local;

import io.jdup.transport.TransportException;
import io.jdup.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Says in one line what a file system refused, and what to do about it. */
final class LocalFailure {
  private LocalFailure() {}

  /**
   * Returns the failure of {@code action} in {@code directory}; {@code neededBytes} is what was to
   * be written there, 0 for nothing.
   */
  static TransportException of(IOException cause, Path directory, String action, long neededBytes) {
    if (cause instanceof TransportException known) {
      return known;
    }
    String where = action + " in " + directory;
    if (cause instanceof AccessDeniedException) {
      return new TransportException(
          Kind.PERMISSION_DENIED,
          where + ": permission denied; check the owner and mode of the directory",
          cause);
    }
    if (cause instanceof NotDirectoryException || reason(cause).equals("Not a directory")) {
      return notADirectory(directory, cause);
    }
    if (cause instanceof NoSuchFileException) {
      return new TransportException(
          Kind.NOT_FOUND, where + ": the directory is missing and cannot be created", cause);
    }
    if (neededBytes > 0 && isFull(cause, directory, neededBytes)) {
      return new TransportException(
          Kind.NO_SPACE,
          where
              + ": no space left, "
              + neededBytes
              + " bytes were needed; free some or use another"
              + " disk",
          cause);
    }
    return new TransportException(where + ": " + reason(cause), false, cause);
  }

  static TransportException notADirectory(Path directory, IOException cause) {
    return new TransportException(
        directory + " is not a directory; name another place for the backup", false, cause);
  }

  static TransportException notAFile(String name, Path directory) {
    return new TransportException(
        "'"
            + name
            + "' in "
            + directory
            + " is not a regular file, as a backup's are; move it away, and put the file back if"
            + " there is a copy",
        false,
        null);
  }

  /** The system's words depend on the user's language, so the free space is asked for as well. */
  private static boolean isFull(IOException cause, Path directory, long neededBytes) {
    String reason = reason(cause);
    if (reason.contains("No space left") || reason.contains("quota exceeded")) {
      return true;
    }
    try {
      return Files.getFileStore(directory).getUsableSpace() < neededBytes;
    } catch (IOException e) {
      return false; // then the first failure's own words have to do
    }
  }

  private static String reason(IOException cause) {
    String reason =
        cause instanceof FileSystemException known ? known.getReason() : cause.getMessage();
    return reason == null ? cause.getClass().getSimpleName() : reason;
  }
}
