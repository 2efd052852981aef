package io.jdup.crypto;

import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;

/**
 * What a key is wanted for.
 *
 * <p>Source: RFC 4880 sections 5.2.3.21 (flags) and 9.1 (algorithms).
 */
enum KeyUse {
  ENCRYPTION(KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE, "encryption", "be encrypted to") {
    @Override
    boolean isAble(PGPPublicKey key) {
      return key.isEncryptionKey();
    }
  },
  SIGNING(KeyFlags.SIGN_DATA, "signing", "sign") {
    @Override
    boolean isAble(PGPPublicKey key) {
      return PublicKeyAlgorithm.isForSigning(key.getAlgorithm());
    }
  };

  private final int flags;
  private final String name;
  private final String verb;

  KeyUse(int flags, String name, String verb) {
    this.flags = flags;
    this.name = name;
    this.verb = verb;
  }

  /** Returns whether the algorithm of {@code key} can do this at all. */
  abstract boolean isAble(PGPPublicKey key);

  /** Returns whether {@code key} can do this, and may by what {@code statement} says of it. */
  boolean isFor(PGPPublicKey key, PGPSignature statement) {
    PGPSignatureSubpacketVector said = statement.getHashedSubPackets();
    int allowed = said == null ? 0 : said.getKeyFlags();
    return isAble(key) && (allowed == 0 || (allowed & flags) != 0);
  }

  /** Returns the noun for messages. */
  String noun() {
    return name;
  }

  /** Returns what a key that is refused cannot do, for messages. */
  String verb() {
    return verb;
  }
}
