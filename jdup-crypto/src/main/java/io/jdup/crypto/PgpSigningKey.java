package io.jdup.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.BCPGKey;
import org.bouncycastle.bcpg.DSAPublicBCPGKey;
import org.bouncycastle.bcpg.ECDSAPublicBCPGKey;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.jspecify.annotations.Nullable;

/**
 * A secret key, unlocked, to sign with: RSA, DSA, ECDSA or Ed25519. Immutable; safe for many
 * threads. See also {@link GnuPgHome#signingKey(String, Passphrase)}.
 */
public final class PgpSigningKey {
  private static final int ANNOUNCEMENT_VERSION = 3;

  private final PGPPublicKeyRing ring;
  private final PGPPublicKey key;
  private final PGPPrivateKey secret;
  private final Clock clock;

  PgpSigningKey(PGPPublicKeyRing ring, PGPPublicKey key, PGPPrivateKey secret, Clock clock) {
    this.ring = ring;
    this.key = key;
    this.secret = secret;
    this.clock = clock;
  }

  /**
   * Reads the first key of {@code in}, what {@code gpg --export-secret-keys} writes with or without
   * {@code --armor}, picks the subkey for signing as gpg does, and unlocks it. {@code passphrase}
   * does not matter if the key is not protected. Does not close {@code in}.
   *
   * @throws WrongPassphraseException if {@code passphrase} does not unlock it
   * @throws NoMatchingKeyException if the key is expired, revoked or not for signing, or its secret
   *     part is not there
   * @throws IntegrityException if this is not a secret key
   */
  public static PgpSigningKey read(InputStream in, Passphrase passphrase) throws IOException {
    return unlock(in, passphrase, Clock.systemUTC());
  }

  /** Reads like {@link #read(InputStream, Passphrase)} a key that is not protected. */
  public static PgpSigningKey read(InputStream in) throws IOException {
    return unlock(in, null, Clock.systemUTC());
  }

  private static PgpSigningKey unlock(InputStream in, @Nullable Passphrase passphrase, Clock clock)
      throws IOException {
    KeyBytes.SecretRing found = KeyBytes.secretKey(in);
    PGPSecretKeyRing secrets = found.secrets();
    PGPPublicKeyRing ring = found.certificate();
    PGPPublicKey key =
        KeyChoice.best(
            ring,
            KeyUse.SIGNING,
            clock.instant(),
            candidate ->
                isThere(secrets, candidate)
                    ? Optional.empty()
                    : Optional.of("lacks its secret part"));
    PGPSecretKey secret = secrets.getSecretKey(key.getKeyID());
    return new PgpSigningKey(ring, key, SecretKeyLock.open(secret, passphrase), clock);
  }

  private static boolean isThere(PGPSecretKeyRing secrets, PGPPublicKey key) {
    PGPSecretKey secret = secrets.getSecretKey(key.getKeyID());
    return secret != null && !secret.isPrivateKeyEmpty();
  }

  /** Takes the times of signatures from {@code newClock}. */
  public PgpSigningKey clock(Clock newClock) {
    return new PgpSigningKey(ring, key, secret, newClock);
  }

  /** Returns the fingerprint of the primary key, 40 upper-case hexadecimal digits. */
  public String fingerprint() {
    return KeyBytes.fingerprint(ring.getPublicKey());
  }

  /** Returns the id of the primary key, 16 upper-case hexadecimal digits. */
  public String keyId() {
    return Octets.keyIdText(ring.getPublicKey().getKeyID());
  }

  /** Returns the id of the key that signs; signatures name this one. */
  public String signingKeyId() {
    return Octets.keyIdText(key.getKeyID());
  }

  /** Returns the user ids in the order of the key. */
  public List<String> userIds() {
    return KeyBytes.userIds(ring.getPublicKey());
  }

  /** Returns the public part, which checks what this signs. */
  public PgpSigner signer() {
    return PgpSigner.of(ring);
  }

  /**
   * Returns the hash algorithm that fits the key: SHA-512 for RSA and Ed25519, for the others one
   * that is as long as their numbers, but SHA-256 at least.
   *
   * <p>Source: gpg 2.2.40 accepts each of these. It writes the same for RSA and ECDSA always, for
   * Ed25519 if it encrypts to keys whose preferences begin with SHA-512, for DSA of 2048 bits if it
   * does not. Else it writes SHA-256 for Ed25519, SHA-512 for DSA, and SHA-1 for DSA of 1024 bits,
   * which is not followed.
   */
  HashAlgorithm hash() {
    BCPGKey numbers = key.getPublicKeyPacket().getKey();
    int bits = 512;
    if (numbers instanceof DSAPublicBCPGKey dsa) {
      bits = dsa.getQ().bitLength();
    } else if (numbers instanceof ECDSAPublicBCPGKey) {
      bits = key.getBitStrength();
    }
    return bits <= 256
        ? HashAlgorithm.SHA256
        : bits <= 384 ? HashAlgorithm.SHA384 : HashAlgorithm.SHA512;
  }

  /** Returns the body of the packet that announces a signature, the only one of its message. */
  byte[] announcement() {
    return ByteBuffer.allocate(13)
        .put((byte) ANNOUNCEMENT_VERSION)
        .put((byte) SignaturePacket.BINARY)
        .put((byte) hash().id())
        .put((byte) key.getAlgorithm())
        .putLong(key.getKeyID())
        .put((byte) 1) // the last one before the content
        .array();
  }

  /** Returns the body of the packet that signs what {@code content} has hashed. */
  byte[] signature(MessageDigest content) throws CryptoException {
    return SignaturePacket.signed(
        content,
        hash(),
        key.getAlgorithm(),
        key.getFingerprint(),
        clock.instant(),
        digest -> SignatureArithmetic.sign(secret, hash(), digest));
  }

  /** Returns the fingerprint and the first user id; nothing secret. */
  @Override
  public String toString() {
    return KeyBytes.describe(ring.getPublicKey());
  }
}
