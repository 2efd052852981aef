package io.jdup.selection;

import java.util.Arrays;

/**
 * Text of file names: UTF-8 where it is UTF-8, and each other byte as a code point of its own.
 *
 * <p>A byte {@code b} that is part of no valid sequence becomes the lone surrogate {@code U+DC00 +
 * b}, so no two names have the same text and a wildcard matches such a byte as one character.
 *
 * <p>Source: Python's {@code os.fsdecode} with "surrogateescape", which duplicity uses.
 */
final class PathText {
  private static final int ESCAPE = 0xdc00; // plus the byte

  private PathText() {}

  /** Returns the code points of {@code bytes}. */
  static int[] decode(byte[] bytes) {
    int[] text = new int[bytes.length];
    int length = 0;
    for (int at = 0; at < bytes.length; length++) {
      int lead = bytes[at] & 0xff;
      int size = lead < 0x80 ? 1 : sequenceLength(bytes, at);
      if (size == 0) {
        text[length] = ESCAPE + lead;
        at++;
      } else {
        text[length] = size == 1 ? lead : codePoint(bytes, at, size);
        at += size;
      }
    }
    return length == text.length ? text : Arrays.copyOf(text, length);
  }

  /** Returns the code points of {@code bytes} as a string. */
  static String decodeToString(byte[] bytes) {
    int[] text = decode(bytes);
    return new String(text, 0, text.length);
  }

  // Returns the length of the valid sequence of two to four bytes at a place, or 0.
  private static int sequenceLength(byte[] bytes, int at) {
    int lead = bytes[at] & 0xff;
    int size = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (size == 0 || at + size > bytes.length) {
      return 0;
    }
    for (int i = at + 1; i < at + size; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return isShortestAndNoSurrogate(codePoint(bytes, at, size), size) ? size : 0;
  }

  private static boolean isShortestAndNoSurrogate(int codePoint, int size) {
    return switch (size) {
      case 3 -> codePoint >= 0x800 && (codePoint < 0xd800 || codePoint > 0xdfff);
      case 4 -> codePoint >= 0x10000 && codePoint <= Character.MAX_CODE_POINT;
      default -> true;
    };
  }

  private static int codePoint(byte[] bytes, int at, int size) {
    int value = bytes[at] & (0xff >> (size + 1));
    for (int i = at + 1; i < at + size; i++) {
      value = value << 6 | bytes[i] & 0x3f;
    }
    return value;
  }
}
