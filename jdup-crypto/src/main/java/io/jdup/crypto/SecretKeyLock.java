package io.jdup.crypto;

import java.util.Arrays;
import org.bouncycastle.bcpg.SecretKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.operator.PBESecretKeyDecryptor;
import org.bouncycastle.openpgp.operator.PGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/** Unlocks the secret keys of exported keys and of secring.gpg. */
final class SecretKeyLock {
  private SecretKeyLock() {}

  /**
   * Returns the secret part of {@code key}.
   *
   * @throws WrongPassphraseException if the key is protected and {@code passphrase} does not open
   *     it
   */
  static PGPPrivateKey open(PGPSecretKey key, @Nullable Passphrase passphrase)
      throws CryptoException {
    String id = Octets.keyIdText(key.getKeyID());
    if (key.isPrivateKeyEmpty()) {
      throw new CryptoException(
          "the secret part of key " + id + " is not here but, say, on a smartcard", null);
    }
    boolean isProtected = key.getS2KUsage() != SecretKeyPacket.USAGE_NONE;
    if (isProtected && passphrase == null) {
      throw passphraseMissing(id);
    }
    char[] characters = passphrase == null ? new char[0] : passphrase.characters();
    try {
      PGPPrivateKey opened = key.extractPrivateKey(decryptor(characters));
      if (opened == null) {
        throw new CryptoException("key " + id + " has no secret part", null);
      }
      return opened;
    } catch (PGPException | RuntimeException e) {
      throw isProtected ? wrongPassphrase(id, e) : new IntegrityException("key " + id, e);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  /** The JDK's hashes: one key can cost 65 MB of hashing, and Bouncy Castle's are slow. */
  private static PBESecretKeyDecryptor decryptor(char[] passphrase) throws PGPException {
    PGPDigestCalculatorProvider digests = new JcaPGPDigestCalculatorProviderBuilder().build();
    return new BcPBESecretKeyDecryptorBuilder(digests).build(passphrase);
  }

  static WrongPassphraseException passphraseMissing(String keyId) {
    return new WrongPassphraseException(
        "secret key " + keyId + " is protected by a passphrase, and none was given", null);
  }

  static WrongPassphraseException wrongPassphrase(String keyId, @Nullable Throwable cause) {
    return new WrongPassphraseException(
        "the passphrase does not unlock secret key " + keyId + "; give the one of that key", cause);
  }
}
