package io.jdup.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash algorithms of OpenPGP.
 *
 * <p>Source: RFC 4880 sections 9.4 (numbers) and 5.2.2 (object identifiers).
 */
enum HashAlgorithm {
  MD5(1, "MD5", "1.2.840.113549.2.5"),
  SHA1(2, "SHA-1", "1.3.14.3.2.26"),
  RIPEMD160(3, "RIPEMD160", "1.3.36.3.2.1"),
  SHA256(8, "SHA-256", "2.16.840.1.101.3.4.2.1"),
  SHA384(9, "SHA-384", "2.16.840.1.101.3.4.2.2"),
  SHA512(10, "SHA-512", "2.16.840.1.101.3.4.2.3"),
  SHA224(11, "SHA-224", "2.16.840.1.101.3.4.2.4");

  private final int id;
  private final String name;
  private final String objectIdentifier;

  HashAlgorithm(int id, String name, String objectIdentifier) {
    this.id = id;
    this.name = name;
    this.objectIdentifier = objectIdentifier;
  }

  /** Returns the algorithm numbered {@code id} in packets. */
  static HashAlgorithm of(int id) throws IntegrityException {
    for (HashAlgorithm algorithm : values()) {
      if (algorithm.id == id) {
        return algorithm;
      }
    }
    throw new IntegrityException("unknown hash algorithm " + id, null);
  }

  /** Returns the octet that stands for this algorithm in packets. */
  int id() {
    return id;
  }

  /** Returns what names it inside of RSA signatures. */
  String objectIdentifier() {
    return objectIdentifier;
  }

  /** Returns a digest that has hashed nothing yet. */
  MessageDigest digest() throws IntegrityException {
    try {
      return this == RIPEMD160 ? Ripemd160.digest() : MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IntegrityException("this JDK lacks hash algorithm " + name, e);
    }
  }
}
