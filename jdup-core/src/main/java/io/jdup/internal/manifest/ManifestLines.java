package io.jdup.internal.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * The lines of a manifest, one at a time, split at white space.
 *
 * <p>What it finds wrong with the text is an {@link IllegalArgumentException}, which the reader
 * turns into an exception that names the file.
 */
final class ManifestLines {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int MAX_LINE_BYTES = 1024 * 1024; // a path of many names, all escaped

  private static final byte[][] CHANGE_WORDS = {
    "new ".getBytes(ISO_8859_1), "changed ".getBytes(ISO_8859_1), "deleted ".getBytes(ISO_8859_1)
  };

  private final InputStream in;
  private final long maxBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position; // of the next byte in the buffer
  private int limit; // where the buffer's bytes end
  private long consumedBytes;
  private byte[] line = new byte[1024]; // grows
  private int length;
  private boolean terminated;
  private long number;

  /** Reads from {@code in}, which stays the caller's, and gives up beyond {@code maxBytes}. */
  ManifestLines(InputStream in, long maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /** Goes to the next line and returns whether there is one. */
  boolean next() throws IOException {
    length = 0;
    terminated = false;
    number++;
    while (!terminated && fill()) {
      int start = position;
      while (position < limit && buffer[position] != '\n') {
        position++;
      }
      append(start, position);
      terminated = position < limit;
      position += terminated ? 1 : 0;
    }
    return terminated || length > 0;
  }

  private boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    position = 0;
    limit = Math.max(0, in.readNBytes(buffer, 0, buffer.length));
    consumedBytes += limit;
    if (consumedBytes > maxBytes) {
      throw new IllegalArgumentException("it is longer than the " + maxBytes + " bytes allowed");
    }
    return limit > 0;
  }

  private void append(int start, int end) {
    int count = end - start;
    if (length + count > MAX_LINE_BYTES) {
      throw new IllegalArgumentException("it is longer than " + MAX_LINE_BYTES + " bytes");
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
    }
    for (int i = start; i < end; i++) {
      if (buffer[i] == 0) {
        throw new IllegalArgumentException("it holds a NUL byte");
      }
      line[length++] = buffer[i];
    }
  }

  /** Returns the bytes of the line, without the line feed at its end. */
  byte[] bytes() {
    return Arrays.copyOf(line, length);
  }

  /** Returns the line's number, from 1. */
  long number() {
    return number;
  }

  /** Returns whether the line ends in a line feed; only the last one may not. */
  boolean isTerminated() {
    return terminated;
  }

  /** Returns whether the line begins with white space. */
  boolean isIndented() {
    return length > 0 && QuotedPath.isWhiteSpace(line[0]);
  }

  /**
   * Returns whether this is a changed file the way duplicity and jdup write it: a word of a file
   * list in lower case, a blank, and a path. Others are changed files as well; this is the quick
   * way for most.
   */
  boolean isUsualChange() {
    int start = 0;
    while (start < length && line[start] == ' ') {
      start++;
    }
    for (byte[] word : CHANGE_WORDS) {
      int end = start + word.length;
      if (end < length && Arrays.equals(line, start, end, word, 0, word.length)) {
        return !QuotedPath.isWhiteSpace(line[length - 1]);
      }
    }
    return false;
  }

  /** Returns the first token in lower case; empty for a blank line. */
  String keyword() {
    return token(0).toLowerCase(Locale.ROOT);
  }

  /** Returns a token by its index as Latin-1 text; empty if there are not so many. */
  String token(int index) {
    return new String(tokenBytes(index), ISO_8859_1);
  }

  /** Returns a token by its index; empty if there are not so many. */
  byte[] tokenBytes(int index) {
    int end = 0;
    for (int i = 0; ; i++) {
      int start = end;
      while (start < length && QuotedPath.isWhiteSpace(line[start])) {
        start++;
      }
      end = start;
      while (end < length && !QuotedPath.isWhiteSpace(line[end])) {
        end++;
      }
      if (i == index || start == end) {
        return Arrays.copyOfRange(line, start, end);
      }
    }
  }

  /**
   * Returns what follows the first token and one byte of white space, without the CR at its end.
   * For lines that are neither empty nor indented.
   */
  byte[] rest() {
    int start = 0;
    while (start < length && !QuotedPath.isWhiteSpace(line[start])) {
      start++;
    }
    int end = line[length - 1] == '\r' ? length - 1 : length;
    return start + 1 >= end ? new byte[0] : Arrays.copyOfRange(line, start + 1, end);
  }
}
