package io.jdup.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as duplicity reads it: what is not a proper escape stands for itself. */
final class PercentCode {
  private PercentCode() {}

  static String decode(String text) {
    return new String(decodeToBytes(text), StandardCharsets.UTF_8);
  }

  static byte[] decodeToBytes(String text) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    var decoded = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      int value = raw[i] == '%' ? escapeAt(raw, i + 1) : -1;
      decoded.write(value >= 0 ? value : raw[i]);
      i += value >= 0 ? 2 : 0;
    }
    return decoded.toByteArray();
  }

  private static int escapeAt(byte[] raw, int at) {
    if (at + 1 >= raw.length) {
      return -1;
    }
    int high = Character.digit(raw[at], 16);
    int low = Character.digit(raw[at + 1], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
