package io.jdup.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.jspecify.annotations.Nullable;

/**
 * A secret key, unlocked, to decrypt with. Expired and revoked subkeys are there, too: what was
 * encrypted to them must stay readable. Immutable.
 */
public final class PgpSecretKey {
  private final PGPPublicKeyRing ring;
  private final PGPPublicKey primary;
  private final List<SessionKeyUnwrapper> unwrappers;

  private PgpSecretKey(PGPPublicKeyRing ring, List<SessionKeyUnwrapper> unwrappers) {
    this.ring = ring;
    this.primary = ring.getPublicKey();
    this.unwrappers = List.copyOf(unwrappers);
  }

  /**
   * Reads the first key of {@code in}, what {@code gpg --export-secret-keys} writes with or without
   * {@code --armor}, and unlocks it. {@code passphrase} does not matter if the key is not
   * protected. Does not close {@code in}.
   *
   * @throws WrongPassphraseException if {@code passphrase} does not unlock it
   * @throws NoMatchingKeyException if there is no secret key for decryption inside
   * @throws IntegrityException if this is not a secret key
   */
  public static PgpSecretKey read(InputStream in, Passphrase passphrase) throws IOException {
    return unlock(in, passphrase);
  }

  /** Reads like {@link #read(InputStream, Passphrase)} a key that is not protected. */
  public static PgpSecretKey read(InputStream in) throws IOException {
    return unlock(in, null);
  }

  private static PgpSecretKey unlock(InputStream in, @Nullable Passphrase passphrase)
      throws IOException {
    KeyBytes.SecretRing found = KeyBytes.secretKey(in);
    PGPSecretKeyRing secrets = found.secrets();
    PGPPublicKeyRing ring = found.certificate();
    List<SessionKeyUnwrapper> unwrappers = new ArrayList<>();
    for (PGPSecretKey key : secrets) {
      if (key.getPublicKey().isEncryptionKey() && !key.isPrivateKeyEmpty()) {
        unwrappers.add(new UnlockedKey(key.getPublicKey(), SecretKeyLock.open(key, passphrase)));
      }
    }
    PGPPublicKey primary = ring.getPublicKey();
    if (unwrappers.isEmpty()) {
      throw new NoMatchingKeyException(
          KeyBytes.describe(primary) + " holds no secret key for decryption", null);
    }
    return new PgpSecretKey(ring, unwrappers);
  }

  /** Returns the fingerprint of the primary key, 40 upper-case hexadecimal digits. */
  public String fingerprint() {
    return KeyBytes.fingerprint(primary);
  }

  /** Returns the id of the primary key, 16 upper-case hexadecimal digits. */
  public String keyId() {
    return Octets.keyIdText(primary.getKeyID());
  }

  /** Returns the user ids in the order of the key. */
  public List<String> userIds() {
    return KeyBytes.userIds(primary);
  }

  /** Returns the key as one whose signatures can be checked. */
  public PgpSigner signer() {
    return PgpSigner.of(ring);
  }

  /** Returns the secret keys for decryption among the primary key and its subkeys. */
  List<SessionKeyUnwrapper> unwrappers() {
    return unwrappers;
  }

  /** Returns the fingerprint and the first user id; nothing secret. */
  @Override
  public String toString() {
    return KeyBytes.describe(primary);
  }
}
