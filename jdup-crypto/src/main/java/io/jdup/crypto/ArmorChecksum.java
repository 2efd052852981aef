package io.jdup.crypto;

/**
 * The checksum of armor, a CRC of 24 bits, and its alphabet.
 *
 * <p>Source: RFC 4880 sections 6.1 and 6.3.
 */
final class ArmorChecksum {
  private static final int START = 0xb704ce;
  private static final int POLYNOMIAL = 0x1864cfb;
  private static final int[] TABLE = table();

  private int crc = START;

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i << 16;
      for (int bit = 0; bit < 8; bit++) {
        crc <<= 1;
        crc ^= (crc & 0x1000000) == 0 ? 0 : POLYNOMIAL;
      }
      table[i] = crc;
    }
    return table;
  }

  void update(byte[] data) {
    for (byte octet : data) {
      crc = (crc << 8 ^ TABLE[(crc >> 16 ^ octet) & 0xff]) & 0xffffff;
    }
  }

  /** Checks the four characters {@code written} in the armor against the bytes so far. */
  void check(String written) throws IntegrityException {
    int value = 0;
    for (int i = 0; i < written.length(); i++) {
      value = value << 6 | sextet(written.charAt(i)) & 0x3f;
    }
    if (value != crc) {
      throw new IntegrityException("the armor's checksum is wrong", null);
    }
  }

  /** Returns the six bits that {@code character} stands for, or -1. */
  static int sextet(char character) {
    if (character >= 'A' && character <= 'Z') {
      return character - 'A';
    }
    if (character >= 'a' && character <= 'z') {
      return character - 'a' + 26;
    }
    if (character >= '0' && character <= '9') {
      return character - '0' + 52;
    }
    return character == '+' ? 62 : character == '/' ? 63 : -1;
  }
}
