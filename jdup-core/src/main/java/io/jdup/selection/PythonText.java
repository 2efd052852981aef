package io.jdup.selection;

/** White space as Python's {@code str.strip} sees it. */
final class PythonText {
  private PythonText() {}

  /** Returns {@code text} without white space at either end. */
  static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  // Java's two notions of white space each miss some of Unicode's.
  private static boolean isSpace(char c) {
    return c >= 0x1c && c <= 0x1f || c >= 9 && c <= 13 || c == 0x85 || Character.isSpaceChar(c);
  }
}
