package io.jdup.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One word of the command line, as the bytes that were typed. Most are text; file names and
 * patterns need not be. Immutable.
 */
final class Argument {
  private final byte[] bytes;

  private Argument(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the word whose bytes are {@code bytes}, which are copied. */
  static Argument of(byte[] bytes) {
    return new Argument(bytes.clone());
  }

  /** Returns the word whose bytes are those of {@code text} in UTF-8. */
  static Argument of(String text) {
    return new Argument(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the word whose bytes are the characters of {@code text}. */
  static Argument ofLatin1(String text) {
    return new Argument(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns a character for each byte, so that nothing is lost. */
  String latin1() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Returns the bytes, a copy. */
  byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the word as text; what is not UTF-8 becomes U+FFFD. */
  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Returns whether the bytes are well-formed UTF-8, so that {@link #text} loses nothing. */
  boolean isText() {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * Returns the word as a URL: the text, or if that loses something, with every byte above 127
   * written as {@code %XX}.
   */
  String urlText() {
    if (isText()) {
      return text();
    }
    var escaped = new StringBuilder();
    for (byte b : bytes) {
      escaped.append(b >= 0 ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xff));
    }
    return escaped.toString();
  }

  /** Returns the word from byte {@code start} on. */
  Argument from(int start) {
    return new Argument(Arrays.copyOfRange(bytes, start, bytes.length));
  }

  /** Returns the index of the first byte that is the ASCII character {@code c}, or -1. */
  int indexOf(char c) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == c) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Argument that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return text();
  }
}
