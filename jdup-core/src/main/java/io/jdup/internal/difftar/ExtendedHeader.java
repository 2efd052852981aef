package io.jdup.internal.difftar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the extended headers before an entry say about it: pax records, or GNU's long names. All
 * values are raw bytes; a value that was not given is null. Not thread-safe.
 *
 * <p>Source: POSIX pax, "pax Extended Header": {@code <length> <key>=<value>\n}, the length
 * counting the whole record; an empty value takes back what came before. Values are bytes whatever
 * {@code hdrcharset} says, which is how duplicity's names survive (format specification section
 * 3.5).
 */
final class ExtendedHeader {
  byte @Nullable [] path;
  byte @Nullable [] linkPath;
  byte @Nullable [] userName;
  byte @Nullable [] groupName;
  byte @Nullable [] uid;
  byte @Nullable [] gid;
  byte @Nullable [] sizeBytes;
  byte @Nullable [] mtime;
  boolean sparse;
  boolean present;

  void clear() {
    if (!present) {
      return;
    }
    path = linkPath = userName = groupName = uid = gid = sizeBytes = mtime = null;
    sparse = false;
    present = false;
  }

  void setGnuLongName(byte[] body, int length) {
    present = true;
    path = upToNul(body, length);
  }

  void setGnuLongLink(byte[] body, int length) {
    present = true;
    linkPath = upToNul(body, length);
  }

  private static byte[] upToNul(byte[] body, int length) {
    int end = 0;
    while (end < length && body[end] != 0) {
      end++;
    }
    return Arrays.copyOf(body, end);
  }

  /**
   * Takes in the first {@code length} bytes of {@code body}, the body of a pax header.
   *
   * @throws IllegalArgumentException if they are no sequence of records; the message says why
   */
  void addPaxRecords(byte[] body, int length) {
    present = true;
    int at = 0;
    while (at < length) {
      int blank = indexOf(body, ' ', at, length);
      int end = at + recordLength(body, at, blank, length);
      int equals = indexOf(body, '=', blank + 1, end);
      if (body[end - 1] != '\n') {
        throw new IllegalArgumentException("a pax record does not end with a line feed");
      }
      String key = new String(body, blank + 1, equals - blank - 1, ISO_8859_1);
      set(key, equals + 1 == end - 1 ? null : Arrays.copyOfRange(body, equals + 1, end - 1));
      at = end;
    }
  }

  private static int indexOf(byte[] body, char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (body[i] == wanted) {
        return i;
      }
    }
    throw new IllegalArgumentException("a pax record lacks its '" + wanted + "'");
  }

  private static int recordLength(byte[] body, int from, int blank, int limit) {
    int length = 0;
    for (int i = from; i < blank && length <= limit; i++) {
      if (body[i] < '0' || body[i] > '9') {
        throw new IllegalArgumentException("the length of a pax record is no number");
      }
      length = length * 10 + (body[i] - '0');
    }
    if (length > limit - from || from + length < blank + 3) { // blank, equals sign, line feed
      throw new IllegalArgumentException("the length of a pax record is impossible");
    }
    return length;
  }

  private void set(String key, byte @Nullable [] value) {
    switch (key) {
      case "path" -> path = value;
      case "linkpath" -> linkPath = value;
      case "uname" -> userName = value;
      case "gname" -> groupName = value;
      case "uid" -> uid = value;
      case "gid" -> gid = value;
      case "size" -> sizeBytes = value;
      case "mtime" -> mtime = value;
      default -> sparse |= key.startsWith("GNU.sparse.");
    }
  }

  /**
   * Returns the whole number that {@code text} starts with, towards zero; a fraction is dropped.
   *
   * @throws IllegalArgumentException if {@code text} is no decimal number or beyond 64 bits
   */
  static long number(byte[] text) {
    int at = text.length > 0 && text[0] == '-' ? 1 : 0;
    int start = at;
    long number = 0;
    while (at < text.length && text[at] != '.') {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
        throw notANumber();
      }
      number = number * 10 + digit;
      at++;
    }
    for (int i = at + 1; i < text.length; i++) {
      if (text[i] < '0' || text[i] > '9') {
        throw notANumber();
      }
    }
    if (at == start) {
      throw notANumber();
    }
    return start == 1 ? -number : number;
  }

  private static IllegalArgumentException notANumber() {
    return new IllegalArgumentException(
        "a pax record should hold a number of 64 bits and does not");
  }
}
