package io.jdup.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.bouncycastle.bcpg.ContainedPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.operator.PGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/**
 * A public key to encrypt to: a primary key with its user ids, and the one of its subkeys that is
 * used. RSA and ECDH (cv25519 and the NIST and Brainpool curves). Immutable.
 *
 * <p>Whether the key really belongs to whom its user id says is the caller's question: there is no
 * web of trust here. gpg in batch mode refuses a key it does not trust; jdup takes the key it was
 * told. That the subkeys belong to the primary key is checked.
 */
public final class PgpPublicKey {
  private final PGPPublicKeyRing ring;
  private final PGPPublicKey subkey;

  private PgpPublicKey(PGPPublicKeyRing ring, PGPPublicKey subkey) {
    this.ring = ring;
    this.subkey = subkey;
  }

  /**
   * Reads the first key of {@code in}, what {@code gpg --export} writes with or without {@code
   * --armor}, and picks the subkey for encryption as gpg does. Does not close {@code in}.
   *
   * @throws NoMatchingKeyException if the key is expired, revoked or only for signing
   * @throws IntegrityException if this is not a public key
   */
  public static PgpPublicKey read(InputStream in) throws IOException {
    return read(in, Clock.systemUTC());
  }

  /** Reads like {@link #read(InputStream)}; expiry is judged by {@code clock}. */
  public static PgpPublicKey read(InputStream in, Clock clock) throws IOException {
    PGPPublicKeyRing ring = KeyBytes.publicKey(in);
    return new PgpPublicKey(ring, KeyChoice.best(ring, KeyUse.ENCRYPTION, clock.instant()));
  }

  static PgpPublicKey of(PGPPublicKeyRing ring, PGPPublicKey subkey) {
    return new PgpPublicKey(ring, subkey);
  }

  /** Returns the fingerprint of the primary key, 40 upper-case hexadecimal digits. */
  public String fingerprint() {
    return KeyBytes.fingerprint(ring.getPublicKey());
  }

  /** Returns the id of the primary key, 16 upper-case hexadecimal digits. */
  public String keyId() {
    return Octets.keyIdText(ring.getPublicKey().getKeyID());
  }

  /** Returns the id of the key that is encrypted to; messages name this one. */
  public String encryptionKeyId() {
    return Octets.keyIdText(subkey.getKeyID());
  }

  /** Returns the user ids in the order of the key, usually {@code Name (comment) <address>}. */
  public List<String> userIds() {
    return KeyBytes.userIds(ring.getPublicKey());
  }

  /** Returns the packet that holds {@code key} for the owner of this key. */
  byte[] encryptedSessionKey(SessionKey key, boolean hidden, SecureRandom random)
      throws CryptoException {
    PGPDataEncryptorBuilder data =
        new BcPGPDataEncryptorBuilder(key.algorithm().id()).setWithIntegrityPacket(true);
    var generator = new BcPublicKeyKeyEncryptionMethodGenerator(subkey);
    generator.setSecureRandom(random);
    generator.setUseWildcardRecipient(hidden);
    try {
      ContainedPacket packet = generator.generate(data, key.key());
      return packet.getEncoded();
    } catch (PGPException | IOException | RuntimeException e) {
      throw new CryptoException("cannot encrypt to key " + encryptionKeyId(), e);
    }
  }

  /** Returns the fingerprint and the first user id. */
  @Override
  public String toString() {
    return KeyBytes.describe(ring.getPublicKey());
  }
}
