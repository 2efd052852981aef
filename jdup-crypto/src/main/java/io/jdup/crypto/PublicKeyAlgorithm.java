package io.jdup.crypto;

/**
 * The public-key algorithms that encrypt, by families: some have several numbers.
 *
 * <p>Source: RFC 4880 section 9.1, RFC 6637 section 5.
 */
enum PublicKeyAlgorithm {
  RSA,
  ELGAMAL,
  ECDH,
  OTHER;

  /** Returns the family of algorithm number {@code id}. */
  static PublicKeyAlgorithm of(int id) {
    return switch (id) {
      case 1, 2, 3 -> RSA;
      case 16, 20 -> ELGAMAL;
      case 18 -> ECDH;
      default -> OTHER;
    };
  }
}
