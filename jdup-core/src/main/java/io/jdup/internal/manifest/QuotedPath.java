package io.jdup.internal.manifest;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Names as manifests write them: in quotes if they hold white space, a quote or a backslash.
 *
 * <p>Source: format specification section 2.2; vector quoting.json.
 */
final class QuotedPath {
  private static final int ESCAPE_LENGTH = 4; // \xHH

  private QuotedPath() {}

  /** Returns {@code raw} quoted if need be; the array itself if there is none. */
  static byte[] quote(byte[] raw) {
    int escapes = 0;
    for (byte b : raw) {
      escapes += mustEscape(b) ? 1 : 0;
    }
    if (escapes == 0) {
      return raw;
    }
    byte[] quoted = new byte[2 + raw.length + escapes * (ESCAPE_LENGTH - 1)];
    int at = 0;
    quoted[at++] = '"';
    for (byte b : raw) {
      if (mustEscape(b)) {
        quoted[at++] = '\\';
        quoted[at++] = 'x';
        quoted[at++] = (byte) Character.forDigit(b >> 4, 16);
        quoted[at++] = (byte) Character.forDigit(b & 0xf, 16);
      } else {
        quoted[at++] = b;
      }
    }
    quoted[at] = '"';
    return quoted;
  }

  private static boolean mustEscape(byte b) {
    return isWhiteSpace(b) || b == '\\' || b == '"' || b == '\'';
  }

  /** Returns whether {@code b} is white space to a manifest: blank, tab, LF, VT, FF or CR. */
  static boolean isWhiteSpace(byte b) {
    return b == ' ' || b >= '\t' && b <= '\r';
  }

  /**
   * Returns the name that {@code quoted} stands for.
   *
   * @throws IllegalArgumentException if it begins with a quote but goes wrong then
   */
  static byte[] unquote(byte[] quoted) {
    if (quoted.length == 0 || quoted[0] != '"') {
      return quoted.clone();
    }
    int end = quoted.length - 1;
    if (end == 0 || quoted[end] != '"') {
      throw new IllegalArgumentException("a quoted name does not end in a quote");
    }
    var raw = new ByteArrayOutputStream(quoted.length);
    for (int i = 1; i < end; i++) {
      if (quoted[i] != '\\') {
        raw.write(quoted[i]);
      } else {
        raw.write(unescape(Arrays.copyOfRange(quoted, i, Math.min(i + ESCAPE_LENGTH, end))));
        i += ESCAPE_LENGTH - 1;
      }
    }
    return raw.toByteArray();
  }

  private static int unescape(byte[] escape) {
    int high = escape.length == ESCAPE_LENGTH ? Character.digit((char) escape[2], 16) : -1;
    int low = escape.length == ESCAPE_LENGTH ? Character.digit((char) escape[3], 16) : -1;
    if (high < 0 || low < 0 || escape[1] != 'x') {
      throw new IllegalArgumentException("a quoted name holds a backslash that escapes nothing");
    }
    return high << 4 | low;
  }
}
