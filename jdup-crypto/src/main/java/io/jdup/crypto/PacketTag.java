package io.jdup.crypto;

/**
 * The packet types jdup meets in messages.
 *
 * <p>Source: RFC 4880 section 4.3; 20 is LibrePGP's.
 */
final class PacketTag {
  static final int PUBLIC_KEY_SESSION_KEY = 1;
  static final int SIGNATURE = 2;
  static final int PASSPHRASE_SESSION_KEY = 3;
  static final int ONE_PASS_SIGNATURE = 4;
  static final int PUBLIC_KEY = 6;
  static final int COMPRESSED = 8;
  static final int ENCRYPTED_WITHOUT_MDC = 9;
  static final int MARKER = 10;
  static final int LITERAL = 11;
  static final int PROTECTED = 18;
  static final int MDC = 19;
  static final int AEAD = 20;

  private PacketTag() {}
}
