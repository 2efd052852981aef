package io.jdup.crypto;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The secret keys of a GnuPG home directory. The directory is read when the first message wants a
 * key, and not again; each key is unlocked when it is first wanted, and stays so. Thread-safe.
 */
final class GnuPgSecretKeys extends SecretKeys {
  private final Path home;
  private final @Nullable Passphrase passphrase;
  private @Nullable List<SessionKeyUnwrapper> keys;
  private @Nullable List<PgpSigner> signers;

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
    return LockedKey.in(new GnuPgKeyRings(home)).stream()
        .filter(key -> key.key().isEncryptionKey())
        .<SessionKeyUnwrapper>map(key -> new Unlocking(key))
        .toList();
  }

  @Override
  synchronized List<PgpSigner> knownSigners() throws IOException {
    if (signers == null) {
      signers = new GnuPgKeyRings(home).publicKeys().stream().map(PgpSigner::of).toList();
    }
    return signers;
  }

  @Override
  String place() {
    return "looked in private-keys-v1.d and secring.gpg of "
        + home
        + "; import it there with \"gpg --import FILE\"";
  }

  /** A key that is unlocked when it is needed. */
  private final class Unlocking implements SessionKeyUnwrapper {
    private final LockedKey locked;
    private @Nullable UnlockedKey unlocked;

    Unlocking(LockedKey locked) {
      this.locked = locked;
    }

    @Override
    public long keyId() {
      return locked.key().getKeyID();
    }

    @Override
    public SessionKey unwrap(RecipientPacket packet) throws CryptoException {
      return unlocked().unwrap(packet);
    }

    private synchronized UnlockedKey unlocked() throws CryptoException {
      if (unlocked == null) {
        unlocked = new UnlockedKey(locked.key(), locked.opening().open(passphrase));
      }
      return unlocked;
    }
  }
}
