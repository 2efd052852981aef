package io.jdup.internal.tree;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why an entry of the source cannot be read, in words. */
public final class ReadFailure {
  private ReadFailure() {}

  /** Returns the reason without the path, which some messages of the JDK are nothing but. */
  public static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "it is no longer there";
    }
    String reason =
        failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
    return reason == null ? failure.toString() : reason;
  }
}
