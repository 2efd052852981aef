package io.jdup.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Names on the first line of a log message: in single quotes and all ASCII, escaped as Python's
 * {@code unicode_escape} does it.
 *
 * <p>A byte that is not UTF-8 becomes the lone surrogate that Python reads it as, {@code \udce9}
 * for E9. Duplicity itself writes no message then. Source: duplicity 0.8.22 with {@code --log-file}
 * and odd names.
 */
final class LogQuote {
  private static final int BYTE_SURROGATE = 0xdc00;

  private LogQuote() {}

  /** Returns {@code name} quoted. */
  static String of(byte[] name) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(name);
    CharBuffer out = CharBuffer.allocate(name.length + 1);
    while (decoder.decode(in, out, true).isError()) {
      out.put((char) (BYTE_SURROGATE + (in.get() & 0xff)));
      decoder.reset();
    }
    return of(out.flip().toString());
  }

  /** Returns {@code name} quoted. */
  static String of(String name) {
    var quoted = new StringBuilder(name.length() + 2).append('\'');
    name.codePoints().forEach(c -> append(quoted, c));
    return quoted.append('\'').toString();
  }

  private static void append(StringBuilder quoted, int c) {
    switch (c) {
      case '\\' -> quoted.append("\\\\");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      default -> {
        if (c >= ' ' && c <= '~' && c != '\'') {
          quoted.append((char) c);
        } else {
          quoted.append(
              String.format(c <= 0xff ? "\\x%02x" : c <= 0xffff ? "\\u%04x" : "\\U%08x", c));
        }
      }
    }
  }
}
