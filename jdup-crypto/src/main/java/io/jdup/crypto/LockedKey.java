package io.jdup.crypto;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.jspecify.annotations.Nullable;

/**
 * A secret key in a GnuPG home directory, as it lies there.
 *
 * @param key its public part
 * @param isHere whether the secret part is there, and not, say, on a smartcard
 * @param opening how a passphrase makes it usable
 */
record LockedKey(PGPPublicKey key, boolean isHere, Opening opening) {
  /** How a passphrase makes a secret key usable. */
  interface Opening {
    PGPPrivateKey open(@Nullable Passphrase passphrase) throws CryptoException;
  }

  /** Returns the secret keys of any use in {@code rings}, each once. */
  static List<LockedKey> in(GnuPgKeyRings rings) throws IOException {
    List<LockedKey> found = new ArrayList<>();
    List<GnuPgKeyFile> files = rings.keyFiles();
    for (PGPPublicKeyRing ring : rings.publicKeys()) {
      for (PGPPublicKey key : ring) {
        files.stream()
            .filter(file -> file.isFor(key))
            .forEach(
                file -> found.add(new LockedKey(key, file.isHere(), p -> file.unlock(key, p))));
      }
    }
    for (PGPSecretKey secret : rings.oldSecretKeys()) {
      PGPPublicKey key = secret.getPublicKey();
      boolean known = found.stream().anyMatch(other -> other.key.getKeyID() == key.getKeyID());
      if (!known) {
        boolean isHere = !secret.isPrivateKeyEmpty();
        found.add(new LockedKey(key, isHere, p -> SecretKeyLock.open(secret, p)));
      }
    }
    return List.copyOf(found);
  }
}
