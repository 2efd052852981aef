package io.jdup.crypto;

import java.security.SecureRandom;

/** The cipher and key a message's data is encrypted with. It shows in no message. */
final class SessionKey {
  private final CipherAlgorithm algorithm;
  private final byte[] key;

  /** Keeps {@code key}, which must have the length that {@code algorithm} wants. */
  SessionKey(CipherAlgorithm algorithm, byte[] key) {
    if (key.length != algorithm.keyBytes()) {
      throw new AssertionError(algorithm + " key of " + key.length + " bytes");
    }
    this.algorithm = algorithm;
    this.key = key;
  }

  /** Returns a random key for the cipher jdup writes. */
  static SessionKey fresh(SecureRandom random) {
    byte[] key = new byte[CipherAlgorithm.AES_256.keyBytes()];
    random.nextBytes(key);
    return new SessionKey(CipherAlgorithm.AES_256, key);
  }

  CipherAlgorithm algorithm() {
    return algorithm;
  }

  /** Returns the key itself, not a copy. */
  byte[] key() {
    return key;
  }

  /** Returns the cipher under this key. */
  BlockEncryption cipher() {
    return algorithm.keyed(key);
  }
}
