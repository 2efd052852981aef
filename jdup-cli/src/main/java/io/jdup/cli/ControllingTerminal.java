package io.jdup.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The terminal that the process was started from, whatever its standard streams are, as {@code
 * getpass} uses it. {@code stty} keeps what is typed from being shown.
 */
final class ControllingTerminal {
  private static final String DEVICE = "/dev/tty";

  private ControllingTerminal() {}

  /** Returns whether there is one. */
  static boolean exists() {
    try {
      new FileInputStream(DEVICE).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks for a secret; empty if input ends. */
  static Optional<char[]> secret(String prompt) {
    try (OutputStream out = new FileOutputStream(DEVICE);
        InputStream in = new FileInputStream(DEVICE)) {
      var showAgain = new Thread(() -> show(true)); // if a signal ends the process meanwhile
      Runtime.getRuntime().addShutdownHook(showAgain);
      show(false);
      try {
        out.write(prompt.getBytes(StandardCharsets.UTF_8));
        return line(in);
      } finally {
        show(true);
        Runtime.getRuntime().removeShutdownHook(showAgain);
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void show(boolean typed) {
    try {
      new ProcessBuilder("sh", "-c", "stty " + (typed ? "echo" : "-echo") + " < " + DEVICE)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      // no stty: what is typed is shown, as getpass does it then
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted while asking"));
    }
  }

  /** Reads a line of UTF-8, without its end; empty if there is none. */
  static Optional<char[]> line(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      bytes.write(next);
    }
    return Optional.of(bytes.toString(StandardCharsets.UTF_8).toCharArray());
  }
}
