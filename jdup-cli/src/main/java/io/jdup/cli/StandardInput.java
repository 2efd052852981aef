package io.jdup.cli;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that a script writes to standard input, one a line. Nobody writes there as a rule, and
 * then an input that was left open must not make a run wait for ever. Not thread-safe.
 */
final class StandardInput {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final InputStream in;
  private final Duration patience;

  StandardInput(InputStream in) {
    this(in, PATIENCE);
  }

  StandardInput(InputStream in, Duration patience) {
    this.in = in;
    this.patience = patience;
  }

  /** Returns the next line; empty if there is none, or none comes in time. */
  Optional<char[]> secret() {
    var reader = new Reader(in);
    reader.setDaemon(true); // Java cannot give up reading, but it can end beside a reader
    reader.start();
    try {
      reader.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.ofNullable(reader.line);
  }

  private static final class Reader extends Thread {
    private final InputStream in;
    private volatile char @Nullable [] line;

    Reader(InputStream in) {
      super("passphrase");
      this.in = in;
    }

    @Override
    public void run() {
      try {
        line = ControllingTerminal.line(in).orElse(null);
      } catch (IOException e) {
        // closed: nobody can be asked
      }
    }
  }
}
