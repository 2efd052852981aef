package io.jdup.cli;

import io.jdup.report.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where messages go: errors to standard error, all else to standard output, if the verbosity lets
 * them pass; and what is shown, to the log as well. Text is UTF-8 whatever the locale, and bytes go
 * out as they are.
 *
 * <p>With {@code --json}, standard output has JSON and nothing else, and all messages go to
 * standard error.
 *
 * <p>Safe for several threads, message by message. A standard output that takes nothing more is an
 * {@link UncheckedIOException}. Source: format specification section 10.6; duplicity 0.8.22 at -v0
 * to -v9.
 */
final class Output {
  private static final String NAME = "jdup: ";
  private static final byte[] LINE_END = {'\n'};
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT);

  private final OutputStream out;
  private final PrintStream err;
  private final int verbosity;
  private final MessageLog log;
  private final OutputStream told; // where messages but errors go
  private final boolean json;
  private final @Nullable Clock stamps; // null: messages have no time

  /** Passes what {@code verbosity}, 0 to 9, lets pass. Both streams stay the caller's. */
  Output(OutputStream out, PrintStream err, int verbosity) {
    this(out, err, verbosity, MessageLog.NONE, false, null);
  }

  private Output(
      OutputStream out,
      PrintStream err,
      int verbosity,
      MessageLog log,
      boolean json,
      @Nullable Clock stamps) {
    this.out = out;
    this.err = err;
    this.verbosity = verbosity;
    this.log = log;
    this.told = json ? err : out;
    this.json = json;
    this.stamps = stamps;
  }

  /** Returns the same, but all that is shown goes to {@code other} too. */
  Output loggingTo(MessageLog other) {
    return new Output(out, err, verbosity, other, json, stamps);
  }

  /** Returns the same as {@code line} wants it; {@code clock} is for the times of messages. */
  Output shapedBy(CommandLine line, Clock clock) throws UsageException {
    return new Output(
        out,
        err,
        Verbosity.of(line),
        log,
        line.has(Option.JSON),
        line.has(Option.LOG_TIMESTAMP) ? clock : null);
  }

  /** Returns whether messages of {@code level} are shown. */
  boolean shows(Level level) {
    return verbosity >= level.verbosity();
  }

  /** Returns whether there is a log, so that facts are worth their time. */
  boolean isLogged() {
    return log.isRead();
  }

  /** Returns whether results are to be JSON. */
  boolean isJson() {
    return json;
  }

  /** Shows a result, whatever the verbosity. */
  void result(String text) {
    result(Topic.NOTICE, "", bytes(text));
  }

  /** Shows a result in raw bytes, whatever the verbosity. */
  void result(byte[] text) {
    result(Topic.NOTICE, "", text);
  }

  /** Shows a result in raw bytes; {@code facts} are for the log only. */
  synchronized void result(Topic topic, String facts, byte[] text) {
    log.write(topic.level(), topic.number(), facts, text);
    stamp(told, topic.level());
    print(told, text);
  }

  /** Shows a result as a line of JSON. */
  synchronized void json(JsonObject object) {
    print(out, bytes(object.toString()));
  }

  void warning(String text) {
    say(Topic.WARNING, text);
  }

  void notice(String text) {
    say(Topic.NOTICE, text);
  }

  void info(String text) {
    say(Topic.INFO, text);
  }

  /** Shows {@code text} if the verbosity lets {@code topic} pass. */
  void say(Topic topic, String text) {
    say(topic, "", text);
  }

  /** Shows {@code text} if the verbosity lets it pass; {@code facts} are for the log only. */
  void say(Topic topic, String facts, String text) {
    if (shows(topic.level())) {
      result(topic, facts, bytes(text));
      flush();
    }
  }

  /** Shows {@code label}, then a path in raw bytes; {@code facts} are for the log only. */
  void say(Topic topic, String facts, String label, byte[] path) {
    if (shows(topic.level())) {
      byte[] start = bytes(label);
      byte[] line = new byte[start.length + path.length];
      System.arraycopy(start, 0, line, 0, start.length);
      System.arraycopy(path, 0, line, start.length, path.length);
      result(topic, facts, line);
    }
  }

  /** Writes {@code text} to the log only, if the verbosity lets it pass. */
  synchronized void log(Topic topic, String text) {
    if (shows(topic.level())) {
      log.write(topic.level(), topic.number(), "", bytes(text));
    }
  }

  /** Shows {@code line}, which says how far the run is, behind {@code control} characters. */
  synchronized void progress(String facts, String line, String control) {
    Topic topic = Topic.UPLOAD_PROGRESS;
    if (shows(topic.level())) {
      log.write(topic.level(), topic.number(), facts, bytes(line));
      print(told, bytes(control + line)); // a time would be one too many
      flush();
    }
  }

  /** Shows a warning that is an error for whoever looks at standard error only. */
  synchronized void grave(Topic topic, String facts, String line) {
    error(topic.level(), topic.number(), facts, line);
  }

  /** Shows an error, which begins with {@code jdup: }, as one line, whatever the verbosity. */
  void error(String line) {
    error(1, "", line);
  }

  /** Shows an error as one line; the log has its number and {@code facts}. */
  synchronized void error(int number, String facts, String line) {
    error(Level.ERROR, number, facts, line);
  }

  private void error(Level level, int number, String facts, String line) {
    String text = FailureText.oneLine(line);
    String message = text.startsWith(NAME) ? text.substring(NAME.length()) : text;
    log.write(level, number, facts, bytes(message));
    flush(); // so that a terminal shows both in their order
    stamp(err, level);
    err.println(text);
  }

  /** Shows where a failure came from; for {@code -v9} only. */
  synchronized void trace(Throwable failure) {
    if (shows(Level.DEBUG)) {
      failure.printStackTrace(err);
    }
  }

  // as 2026-11-26 20:45:31,409 INFO
  private void stamp(OutputStream to, Level level) {
    if (stamps != null) {
      Instant now = stamps.instant();
      String time = STAMP.format(now.atOffset(LocalZone.of(stamps).offset(now)));
      write(to, bytes(time + " " + level + " "));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void print(OutputStream to, byte[] line) {
    write(to, line);
    write(to, LINE_END);
  }

  private static void write(OutputStream to, byte[] bytes) {
    try {
      to.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
