package io.jdup.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Where lines go: errors to standard error, all else to standard output, if the verbosity lets them
 * pass. Text is UTF-8 whatever the locale, and bytes go out as they are.
 *
 * <p>Safe for several threads, line by line. A standard output that takes nothing more is an {@link
 * UncheckedIOException}. Source: format specification section 10.6; duplicity 0.8.22 at -v0 to -v9.
 */
final class Output {
  static final int WARNING = 2;
  static final int NOTICE = 3;
  static final int INFO = 5;
  static final int DEBUG = 9;

  private final OutputStream out;
  private final PrintStream err;
  private final int verbosity;

  /** Passes what {@code verbosity}, 0 to 9, lets pass. Both streams stay the caller's. */
  Output(OutputStream out, PrintStream err, int verbosity) {
    this.out = out;
    this.err = err;
    this.verbosity = verbosity;
  }

  /** Returns whether lines of {@code level} are shown. */
  boolean shows(int level) {
    return verbosity >= level;
  }

  /** Shows a result, whatever the verbosity. */
  void result(String line) {
    result(line.getBytes(StandardCharsets.UTF_8));
  }

  /** Shows a result in raw bytes. */
  synchronized void result(byte[] line) {
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void warning(String line) {
    show(WARNING, line);
  }

  void notice(String line) {
    show(NOTICE, line);
  }

  void info(String line) {
    show(INFO, line);
  }

  private void show(int level, String line) {
    if (shows(level)) {
      result(line);
      flush();
    }
  }

  /** Shows {@code label}, then a path in raw bytes, at {@code level}. */
  void show(int level, String label, byte[] path) {
    if (shows(level)) {
      byte[] start = label.getBytes(StandardCharsets.UTF_8);
      byte[] line = new byte[start.length + path.length];
      System.arraycopy(start, 0, line, 0, start.length);
      System.arraycopy(path, 0, line, start.length, path.length);
      result(line);
    }
  }

  /** Shows an error as one line, whatever the verbosity. */
  synchronized void error(String line) {
    flush(); // so that a terminal shows both in their order
    err.println(FailureText.oneLine(line));
  }

  /** Shows where a failure came from; for {@code -v9} only. */
  synchronized void trace(Throwable failure) {
    if (shows(DEBUG)) {
      failure.printStackTrace(err);
    }
  }

  /** Hands everything to the operating system. */
  synchronized void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
