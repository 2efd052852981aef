package io.jdup.crypto;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.jspecify.annotations.Nullable;

/** The keys a user may have meant to sign with, and their secret parts. */
final class SigningKeySearch implements KeyChoice.Objection {
  private final Path home;
  private final List<LockedKey> secrets;
  private final List<Found> found = new ArrayList<>();

  private record Found(PGPPublicKeyRing ring, PGPPublicKey key) {
    @Override
    public String toString() {
      return KeyBytes.describe(ring.getPublicKey());
    }
  }

  /** Looks for secret parts among {@code secrets}, which are those of {@code home}. */
  SigningKeySearch(Path home, List<LockedKey> secrets) {
    this.home = home;
    this.secrets = secrets;
  }

  @Override
  public Optional<String> to(PGPPublicKey key) {
    Optional<LockedKey> secret = secretOf(key);
    if (secret.isEmpty()) {
      return Optional.of("has no secret part in " + home);
    }
    return secret.get().isHere()
        ? Optional.empty()
        : Optional.of("has its secret part on a smartcard, which jdup cannot use");
  }

  private Optional<LockedKey> secretOf(PGPPublicKey key) {
    return secrets.stream().filter(secret -> secret.key().getKeyID() == key.getKeyID()).findFirst();
  }

  /** Takes note of {@code key}, which may sign for {@code ring}. */
  void found(PGPPublicKeyRing ring, PGPPublicKey key) {
    found.add(new Found(ring, key));
  }

  /** Returns what was found, for messages. */
  List<String> names() {
    return found.stream().map(Found::toString).toList();
  }

  /** Returns {@code reason} with what to do about it. */
  static NoMatchingKeyException refused(NoMatchingKeyException reason) {
    return new NoMatchingKeyException(
        reason.getMessage()
            + "; choose another key, import the secret one with \"gpg --import FILE\", or renew it"
            + " with \"gpg --quick-set-expire FINGERPRINT 2y\"",
        reason);
  }

  /** Returns the only key that was found, unlocked. */
  PgpSigningKey unlock(@Nullable Passphrase passphrase, Clock clock) throws CryptoException {
    Found only = found.get(0);
    LockedKey secret = secretOf(only.key).orElseThrow();
    return new PgpSigningKey(only.ring, only.key, secret.opening().open(passphrase), clock);
  }
}
