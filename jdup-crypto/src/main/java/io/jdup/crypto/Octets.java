package io.jdup.crypto;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;

/** Reads the small fixed parts of packets; a stream that ends too early is a damaged message. */
final class Octets {
  private Octets() {}

  /** Returns the next octet. */
  static int one(InputStream in) throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new IntegrityException("the message ends inside a packet", new EOFException());
    }
    return octet;
  }

  /** Returns the next {@code count} octets; the count is one of ours, not one that was read. */
  static byte[] many(InputStream in, int count) throws IOException {
    byte[] octets = in.readNBytes(count);
    if (octets.length < count) {
      throw new IntegrityException("the message ends inside a packet", new EOFException());
    }
    return octets;
  }

  /** Returns the next {@code count} octets, at most 8, as a number, the highest first. */
  static long number(InputStream in, int count) throws IOException {
    long number = 0;
    for (int i = 0; i < count; i++) {
      number = number << 8 | one(in);
    }
    return number;
  }

  /** Returns {@code keyId} as 16 hexadecimal digits, the way gpg shows it. */
  static String keyIdText(long keyId) {
    return HexFormat.of().withUpperCase().toHexDigits(keyId);
  }
}
