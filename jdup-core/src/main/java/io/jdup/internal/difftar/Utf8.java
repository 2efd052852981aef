package io.jdup.internal.difftar;

/** Tells well-formed UTF-8 from other bytes, without decoding it. */
final class Utf8 {
  private Utf8() {}

  /**
   * Returns how many bytes the character at {@code at} takes, 1 to 4, or 0 when no well-formed
   * character starts there. Overlong forms and surrogates are not well-formed.
   *
   * <p>Source: Unicode 15, table 3-7.
   */
  static int characterLength(byte[] text, int at, int end) {
    int lead = text[at] & 0xff;
    if (lead < 0x80) {
      return 1;
    }
    int length = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length == 0 || length > end - at || !secondByteFits(lead, text[at + 1] & 0xff)) {
      return 0;
    }
    for (int i = at + 2; i < at + length; i++) {
      if ((text[i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  private static boolean secondByteFits(int lead, int second) {
    int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    return second >= low && second <= high;
  }

  static boolean isAscii(byte[] text, int length) {
    for (int i = 0; i < length; i++) {
      if (text[i] < 0) {
        return false;
      }
    }
    return true;
  }

  static boolean isWellFormed(byte[] text, int length) {
    int at = 0;
    while (at < length) {
      int step = characterLength(text, at, length);
      if (step == 0) {
        return false;
      }
      at += step;
    }
    return true;
  }
}
