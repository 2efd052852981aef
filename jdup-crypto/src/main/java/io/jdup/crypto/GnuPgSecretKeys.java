package io.jdup.crypto;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The secret keys of a GnuPG home directory. The directory is read when the first message wants a
 * key, and not again; each key is unlocked when it is first wanted, and stays so. Thread-safe.
 */
final class GnuPgSecretKeys extends SecretKeys {
  private final Path home;
  private final @Nullable Passphrase passphrase;
  private @Nullable List<SessionKeyUnwrapper> keys;

  GnuPgSecretKeys(Path home, @Nullable Passphrase passphrase) {
    this.home = home;
    this.passphrase = passphrase;
  }

  @Override
  synchronized List<SessionKeyUnwrapper> candidates(long keyId) throws IOException {
    if (keys == null) {
      keys = load();
    }
    return keys.stream().filter(key -> keyId == 0 || key.keyId() == keyId).toList();
  }

  private List<SessionKeyUnwrapper> load() throws IOException {
    var rings = new GnuPgKeyRings(home);
    List<SessionKeyUnwrapper> found = new ArrayList<>();
    List<GnuPgKeyFile> files = rings.keyFiles();
    for (PGPPublicKeyRing ring : rings.publicKeys()) {
      for (PGPPublicKey key : ring) {
        files.stream()
            .filter(file -> key.isEncryptionKey() && file.isFor(key))
            .forEach(file -> found.add(new Locked(key, p -> file.unlock(key, p))));
      }
    }
    for (PGPSecretKey secret : rings.oldSecretKeys()) {
      PGPPublicKey key = secret.getPublicKey();
      boolean known = found.stream().anyMatch(other -> other.keyId() == key.getKeyID());
      if (key.isEncryptionKey() && !known) {
        found.add(new Locked(key, p -> SecretKeyLock.open(secret, p)));
      }
    }
    return List.copyOf(found);
  }

  @Override
  String place() {
    return "looked in private-keys-v1.d and secring.gpg of "
        + home
        + "; import it there with \"gpg --import FILE\"";
  }

  /** How a passphrase makes a secret key usable. */
  private interface Opening {
    PGPPrivateKey open(@Nullable Passphrase passphrase) throws CryptoException;
  }

  /** A key that is unlocked when it is needed. */
  private final class Locked implements SessionKeyUnwrapper {
    private final PGPPublicKey key;
    private final Opening opening;
    private @Nullable UnlockedKey unlocked;

    Locked(PGPPublicKey key, Opening opening) {
      this.key = key;
      this.opening = opening;
    }

    @Override
    public long keyId() {
      return key.getKeyID();
    }

    @Override
    public SessionKey unwrap(RecipientPacket packet) throws CryptoException {
      return unlocked().unwrap(packet);
    }

    private synchronized UnlockedKey unlocked() throws CryptoException {
      if (unlocked == null) {
        unlocked = new UnlockedKey(key, opening.open(passphrase));
      }
      return unlocked;
    }
  }
}
