package io.jdup.crypto;

import java.util.Locale;

/** The names of algorithms in GnuPG's key files. */
final class GnuPgNames {
  private GnuPgNames() {}

  /** Returns OpenPGP's number of the hash algorithm {@code name}. */
  static int hashId(String name) throws IntegrityException {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "MD5" -> 1;
      case "SHA1" -> StringToKey.SHA1;
      case "RIPEMD160", "RMD160" -> 3;
      case "SHA256" -> StringToKey.SHA256;
      case "SHA384" -> 9;
      case "SHA512" -> 10;
      case "SHA224" -> 11;
      default -> throw SExpression.malformed("unknown hash algorithm");
    };
  }

  /** Returns the cipher {@code name}. */
  static CipherAlgorithm cipher(String name) throws IntegrityException {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "IDEA" -> CipherAlgorithm.IDEA;
      case "3DES" -> CipherAlgorithm.TRIPLE_DES;
      case "CAST5" -> CipherAlgorithm.CAST5;
      case "BLOWFISH" -> CipherAlgorithm.BLOWFISH;
      case "AES", "AES128" -> CipherAlgorithm.AES_128;
      case "AES192" -> CipherAlgorithm.AES_192;
      case "AES256" -> CipherAlgorithm.AES_256;
      case "TWOFISH" -> CipherAlgorithm.TWOFISH;
      case "CAMELLIA128" -> CipherAlgorithm.CAMELLIA_128;
      case "CAMELLIA192" -> CipherAlgorithm.CAMELLIA_192;
      case "CAMELLIA256" -> CipherAlgorithm.CAMELLIA_256;
      default -> throw SExpression.malformed("unknown cipher");
    };
  }
}
