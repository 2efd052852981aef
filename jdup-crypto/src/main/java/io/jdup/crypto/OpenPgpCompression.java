package io.jdup.crypto;

/**
 * How a message is compressed before it is encrypted.
 *
 * <p>Source: RFC 4880 section 9.3.
 */
public enum OpenPgpCompression {
  /** No compressed packet at all. */
  NONE(0),
  /** Raw deflate; what gpg writes for a passphrase, and what everything reads. */
  ZIP(1),
  /** Deflate between zlib's header and checksum; what gpg writes for keys. */
  ZLIB(2);

  private final int id;

  OpenPgpCompression(int id) {
    this.id = id;
  }

  /** Returns the octet that stands for it in packets. */
  int id() {
    return id;
  }
}
