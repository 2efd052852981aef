package io.jdup.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages in the form that other programs read: a line with level, number and what else is known,
 * the text with {@code ". "} before each line, and an empty line.
 *
 * <p>Who reads it may go away; then the run goes on without. Not thread-safe. Source: format
 * specification section 10.6; the log files of duplicity 0.8.22.
 */
final class MessageLog {
  /** Writes nowhere. */
  static final MessageLog NONE = new MessageLog(List.of(), System.err);

  private final List<OutputStream> places;
  private final PrintStream err;

  /** Writes to each of {@code places}; {@code err} hears of trouble with them. */
  MessageLog(List<OutputStream> places, PrintStream err) {
    this.places = new ArrayList<>(places);
    this.err = err;
  }

  /** Returns whether anybody reads what is written. */
  boolean isRead() {
    return !places.isEmpty();
  }

  /** Writes one message. {@code facts} goes on the first line and is empty if there are none. */
  void write(Level level, int number, String facts, byte[] text) {
    if (!isRead()) {
      return;
    }
    byte[] stanza = stanza(level, number, facts, text);
    places.removeIf(place -> !isWritten(place, stanza));
  }

  private boolean isWritten(OutputStream place, byte[] stanza) {
    try {
      place.write(stanza);
      place.flush();
      return true;
    } catch (IOException e) {
      err.println("jdup: the log cannot be written (" + e.getMessage() + "); it ends here");
      return false;
    }
  }

  static byte[] stanza(Level level, int number, String facts, byte[] text) {
    var stanza = new ByteArrayOutputStream(text.length + 64);
    String first = level + " " + number + (facts.isEmpty() ? "" : " " + facts) + "\n. ";
    stanza.writeBytes(first.getBytes(StandardCharsets.UTF_8));
    for (byte b : text) {
      stanza.write(b);
      if (b == '\n') {
        stanza.write('.');
        stanza.write(' ');
      }
    }
    stanza.write('\n');
    stanza.write('\n');
    return stanza.toByteArray();
  }
}
