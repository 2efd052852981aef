package io.jdup.crypto;

/**
 * The public-key algorithms, by families: some have several numbers.
 *
 * <p>Source: RFC 4880 section 9.1, RFC 6637 section 5; EDDSA as gpg 2.2.40 numbers it.
 */
enum PublicKeyAlgorithm {
  RSA,
  ELGAMAL,
  ECDH,
  DSA,
  ECDSA,
  EDDSA,
  OTHER;

  private static final int RSA_ENCRYPT_ONLY = 2;

  /** Returns the family of algorithm number {@code id}. */
  static PublicKeyAlgorithm of(int id) {
    return switch (id) {
      case 1, 2, 3 -> RSA;
      case 16, 20 -> ELGAMAL;
      case 17 -> DSA;
      case 18 -> ECDH;
      case 19 -> ECDSA;
      case 22 -> EDDSA;
      default -> OTHER;
    };
  }

  /** Returns whether algorithm number {@code id} makes signatures that are known here. */
  static boolean isForSigning(int id) {
    return switch (of(id)) {
      case RSA -> id != RSA_ENCRYPT_ONLY;
      case DSA, ECDSA, EDDSA -> true;
      case ELGAMAL, ECDH, OTHER -> false;
    };
  }
}
