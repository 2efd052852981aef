package io.jdup.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;

/**
 * Somebody whose signatures are checked: a primary key, which may sign itself, and its subkeys,
 * each of which may sign for it. Immutable.
 *
 * <p>Whether the key really belongs to whom its user id says is the caller's question, as with
 * {@link PgpPublicKey}. That the subkeys belong to the primary key is checked.
 */
public final class PgpSigner {
  private final PGPPublicKeyRing ring;

  private PgpSigner(PGPPublicKeyRing ring) {
    this.ring = ring;
  }

  static PgpSigner of(PGPPublicKeyRing ring) {
    return new PgpSigner(ring);
  }

  /**
   * Reads the first key of {@code in}, what {@code gpg --export} writes with or without {@code
   * --armor}. Does not close {@code in}.
   *
   * @throws IntegrityException if this is not a public key
   */
  public static PgpSigner read(InputStream in) throws IOException {
    return new PgpSigner(KeyBytes.publicKey(in));
  }

  /** Returns the fingerprint of the primary key, 40 upper-case hexadecimal digits. */
  public String fingerprint() {
    return KeyBytes.fingerprint(ring.getPublicKey());
  }

  /** Returns the id of the primary key, 16 upper-case hexadecimal digits. */
  public String keyId() {
    return Octets.keyIdText(ring.getPublicKey().getKeyID());
  }

  /** Returns the user ids in the order of the key, usually {@code Name (comment) <address>}. */
  public List<String> userIds() {
    return KeyBytes.userIds(ring.getPublicKey());
  }

  /** Returns the key, primary or not, that {@code signature} claims to be by. */
  Optional<PGPPublicKey> keyOf(SignaturePacket signature) {
    for (PGPPublicKey key : ring) {
      if (signature.claims(key.getFingerprint())) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns what speaks against {@code signature}, which {@code key} has made: that the key was not
   * for signing, not this signer's or had expired by then, or was revoked at any time.
   */
  Optional<String> objectionTo(SignaturePacket signature, PGPPublicKey key) {
    try {
      KeyChoice.exactly(ring, key.getKeyID(), KeyUse.SIGNING, signature.created());
      return Optional.empty();
    } catch (NoMatchingKeyException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the fingerprint and the first user id. */
  @Override
  public String toString() {
    return KeyBytes.describe(ring.getPublicKey());
  }
}
