package io.jdup.crypto;

/**
 * The symmetric ciphers of OpenPGP. jdup writes {@link #AES_256} and reads all.
 *
 * <p>Source: RFC 4880 section 9.2, RFC 5581 (Camellia).
 */
enum CipherAlgorithm {
  IDEA(1, 16),
  TRIPLE_DES(2, 24),
  CAST5(3, 16),
  BLOWFISH(4, 16),
  AES_128(7, 16),
  AES_192(8, 24),
  AES_256(9, 32),
  TWOFISH(10, 32),
  CAMELLIA_128(11, 16),
  CAMELLIA_192(12, 24),
  CAMELLIA_256(13, 32);

  private final int id;
  private final int keyBytes;

  CipherAlgorithm(int id, int keyBytes) {
    this.id = id;
    this.keyBytes = keyBytes;
  }

  /** Returns the cipher numbered {@code id} in packets. */
  static CipherAlgorithm of(int id) throws IntegrityException {
    for (CipherAlgorithm algorithm : values()) {
      if (algorithm.id == id) {
        return algorithm;
      }
    }
    throw new IntegrityException("unknown symmetric cipher " + id, null);
  }

  /** Returns the octet that stands for this cipher in packets. */
  int id() {
    return id;
  }

  /** Returns the length of a key in bytes. */
  int keyBytes() {
    return keyBytes;
  }

  /** Returns the cipher under {@code key}, which has {@link #keyBytes()} bytes. */
  BlockEncryption keyed(byte[] key) {
    return switch (this) {
      case AES_128, AES_192, AES_256 -> new BlockEncryption.Aes(key);
      default -> EngineEncryption.of(this, key);
    };
  }
}
