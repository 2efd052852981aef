package io.jdup.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Tells now and then how far a backup is, in duplicity's form: how much of the source is done, for
 * how long, how fast, and how long it will take. What is said for the first time comes after {@code
 * rate}; on a terminal each line takes the place of the one before.
 *
 * <p>Not thread-safe. Source: duplicity 0.8.22 with {@code --progress --log-file}, of whose lines
 * this differs in what is counted: bytes of the source, not of the volumes, so that the numbers
 * move while a volume is being made.
 */
final class ProgressOutput {
  private static final int BAR_WIDTH = 40;
  private static final String OVER_THE_LAST = "\u001b[F\u001b[2K"; // up, and clear the line
  private static final String[] UNITS = {"KB", "MB", "GB", "TB"};

  private final Output output;
  private final Clock clock;
  private final Duration rate;
  private final boolean terminal;
  private final Instant start;
  private Instant next;
  private boolean isFirst = true;
  private boolean isAtEnd;
  private long wholeEntries;
  private long wholeBytes;

  private ProgressOutput(Output output, Clock clock, Duration rate, boolean terminal) {
    this.output = output;
    this.clock = clock;
    this.rate = rate;
    this.terminal = terminal;
    this.start = clock.instant();
    this.next = start.plus(rate);
  }

  /** Returns one that tells nothing. */
  static ProgressOutput none() {
    return new ProgressOutput(
        new Output(java.io.OutputStream.nullOutputStream(), System.err, 0),
        Clock.systemUTC(),
        Duration.ZERO,
        false);
  }

  /** Returns one that tells {@code output}, every {@code rate} of {@code clock}. */
  static ProgressOutput to(Output output, Clock clock, Duration rate, boolean terminal) {
    return new ProgressOutput(output, clock, rate, terminal);
  }

  /** Takes what there is to do. Nothing is told before that. */
  void measured(long entries, long bytes) {
    wholeEntries = entries;
    wholeBytes = bytes;
  }

  /** Takes what is done, and tells it if it is time, or if it is all. */
  void reached(long entries, long bytes) {
    if (wholeEntries == 0 || isAtEnd) {
      return;
    }
    isAtEnd = entries >= wholeEntries;
    Instant now = clock.instant();
    if (isAtEnd || !now.isBefore(next)) {
      next = now.plus(rate);
      tell(entries, bytes, Duration.between(start, now).toMillis());
    }
  }

  private void tell(long entries, long bytes, long millis) {
    double done =
        isAtEnd
            ? 1
            : wholeBytes == 0
                ? (double) entries / wholeEntries
                : Math.min(1, (double) bytes / wholeBytes);
    long speed = millis == 0 ? 0 : bytes * 1000 / millis;
    long left = done == 0 ? millis / 1000 : Math.round(millis * (1 - done) / done / 1000);
    int percent = (int) (100 * done);
    String line = line(bytes, millis / 1000, speed, done, left);
    String facts =
        String.format(Locale.ROOT, "%d %d %d %d %d 0", bytes, millis / 1000, percent, left, speed);
    output.progress(facts, line, terminal && !isFirst ? OVER_THE_LAST : "");
    isFirst = false;
  }

  /** Returns {@code 10.0MB 00:00:02 [2.9MB/s] [====> ] 11% ETA 15sec}. */
  static String line(long bytes, long seconds, long speed, double done, long leftSeconds) {
    int filled = (int) (BAR_WIDTH * done);
    return String.format(
        Locale.ROOT,
        "%s %02d:%02d:%02d [%s/s] [%s>%s] %d%% ETA %s",
        size(bytes),
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        size(speed),
        "=".repeat(filled),
        " ".repeat(BAR_WIDTH - filled),
        (int) (100 * done),
        time(leftSeconds));
  }

  private static String size(long bytes) {
    double value = bytes / 1024.0;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f%s", value, UNITS[unit]);
  }

  private static String time(long seconds) {
    if (seconds < 60) {
      return seconds + "sec";
    }
    return seconds < 3600
        ? seconds / 60 + "min " + seconds % 60 + "sec"
        : seconds / 3600 + "h " + seconds / 60 % 60 + "min";
  }
}
