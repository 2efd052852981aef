package io.jdup.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The modification detection code at the end of protected data: a packet header and a SHA-1.
 *
 * <p>Source: RFC 4880 section 5.14.
 */
final class Mdc {
  static final byte[] HEADER = {(byte) (0xc0 | PacketTag.MDC), 20};
  static final int HASH_BYTES = 20;
  static final int BYTES = HEADER.length + HASH_BYTES;

  private Mdc() {}

  /** Returns a SHA-1, hashing nothing yet. */
  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-1", e);
    }
  }
}
