package io.jdup.crypto;

import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.jspecify.annotations.Nullable;

/**
 * What a signature by a known key proves.
 *
 * @param signature the signature
 * @param signer whose it claims to be
 * @param key which of the signer's keys made it
 */
record SignatureProof(SignaturePacket signature, PgpSigner signer, PGPPublicKey key) {
  /** Hears why a signature proves nothing. */
  interface Doubts {
    void tell(long keyId, String reason);
  }

  /**
   * Returns whether the signature fits the content that {@code digests} have hashed, and its key
   * was good; {@code doubts} hears why not, if it merely proves nothing.
   *
   * @throws SignatureRefusedException if it does not fit
   */
  boolean holds(Map<HashAlgorithm, MessageDigest> digests, Doubts doubts)
      throws SignatureRefusedException {
    Optional<String> doubt = doubt(digests);
    doubt.ifPresent(reason -> doubts.tell(key.getKeyID(), reason));
    return doubt.isEmpty();
  }

  private Optional<String> doubt(Map<HashAlgorithm, MessageDigest> digests)
      throws SignatureRefusedException {
    HashAlgorithm hash = hash();
    if (hash == null || hash == HashAlgorithm.MD5) {
      return Optional.of(subject() + " uses a hash that is not to be trusted");
    }
    if (!signature.isBinary() || !KeyUse.SIGNING.isAble(key)) {
      return Optional.of(subject() + " is of a kind that is not supported");
    }
    MessageDigest content = digests.get(hash);
    if (content == null || !fits(hash, signature.digest(content))) {
      throw new SignatureRefusedException(
          subject() + " does not fit the content; somebody changed one of them", null);
    }
    if (signature.hasUnknownCondition()) {
      return Optional.of(subject() + " has conditions that are not known here");
    }
    return signer.objectionTo(signature, key).map(why -> subject() + " does not count: " + why);
  }

  private @Nullable HashAlgorithm hash() {
    try {
      return HashAlgorithm.of(signature.hashId());
    } catch (IntegrityException e) {
      return null;
    }
  }

  private boolean fits(HashAlgorithm hash, byte[] digest) {
    return signature.beginsAs(digest)
        && SignatureArithmetic.verify(key, hash, digest, signature.numbers());
  }

  private String subject() {
    return "its signature by " + signer;
  }
}
