package io.jdup.cli;

import io.jdup.crypto.CryptoException;
import io.jdup.report.RestoreTargetNotEmptyException;
import io.jdup.report.SourceMismatchException;
import io.jdup.transport.InvalidTargetUrlException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in one line what ended a run and what to do next. */
final class FailureText {
  private FailureText() {}

  /** Returns the line. */
  static String of(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "out of memory; give it more with JDUP_JAVA_OPTS=-Xmx1g";
    }
    boolean ours = failure instanceof UsageException || failure instanceof IllegalArgumentException;
    if (!ours && !(failure instanceof IOException)) {
      return "this is a bug in jdup: " + failure + "; run again with -v9 and report what it prints";
    }
    return oneLine(failure instanceof FileSystemException file ? of(file) : message(failure));
  }

  /**
   * Returns what duplicity's log has on the first line of such an error. Source: duplicity 0.8.22
   * with {@code --log-file}.
   */
  static String facts(Throwable failure) {
    if (failure instanceof SourceMismatchException mismatch) {
      return LogQuote.of(mismatch.current()) + " " + LogQuote.of(mismatch.recorded());
    }
    if (failure instanceof InvalidTargetUrlException) {
      return "UnsupportedBackendScheme";
    }
    return failure instanceof CryptoException ? "GPGError" : "";
  }

  private static String of(FileSystemException failure) {
    if (failure instanceof RestoreTargetNotEmptyException) {
      return "'"
          + failure.getFile()
          + "' exists and is not an empty directory; restore to another place, or overwrite with"
          + " --force";
    }
    boolean foreign = failure.getClass().getName().startsWith("java.nio.file.");
    String file = "'" + failure.getFile() + "'";
    if (foreign && failure instanceof NoSuchFileException) {
      return file + " does not exist; check the path";
    }
    if (foreign && failure instanceof AccessDeniedException) {
      return "no permission for " + file + "; change its mode or run as its owner";
    }
    String reason = failure.getReason();
    boolean full = reason != null && reason.contains("No space left");
    return message(failure) + (full ? "; free some space, or choose another --tempdir" : "");
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    if (message != null && !message.isBlank()) {
      return message;
    }
    return failure instanceof InterruptedIOException ? "interrupted" : failure.toString();
  }

  /** Returns {@code 1 path}, {@code 2 paths} and so on. */
  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** Names may hold line ends and what moves a terminal's cursor. */
  static String oneLine(String text) {
    var line = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                line.append(String.format("\\x%02x", c));
              } else {
                line.append((char) c);
              }
            });
    return line.toString();
  }
}
