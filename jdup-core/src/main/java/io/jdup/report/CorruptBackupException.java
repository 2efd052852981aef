package io.jdup.report;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file of a backup was read but is not what it should be. Trying again does not help. */
public final class CorruptBackupException extends IOException {
  private final String fileName;

  /** Reports that {@code fileName} has a {@code problem}, and what the user can do next. */
  public CorruptBackupException(String fileName, String problem, String nextStep) {
    this(fileName, problem, nextStep, null);
  }

  /** Reports a problem that {@code cause} found. */
  public CorruptBackupException(
      String fileName, String problem, String nextStep, @Nullable Throwable cause) {
    super("'" + fileName + "' is damaged: " + problem + "; " + nextStep, cause);
    this.fileName = fileName;
  }

  /** Reports a file whose hash is not the manifest's; both are lower-case hex. */
  public static CorruptBackupException hashMismatch(String fileName, String want, String got) {
    return new CorruptBackupException(
        fileName,
        "its hash is " + got + ", the manifest says " + want,
        "look for another copy of it, or restore an earlier state with --time");
  }

  /** Returns the name of the damaged file. */
  public String fileName() {
    return fileName;
  }
}
