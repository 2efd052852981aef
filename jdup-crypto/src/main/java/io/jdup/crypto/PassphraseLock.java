package io.jdup.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key that a passphrase makes with a fresh salt, made when first needed and used for all
 * messages of one encryptor: making it takes as long as encrypting some 20 MB. Each message still
 * begins with random bytes of its own, which keeps equal messages different. Safe for many threads.
 */
final class PassphraseLock {
  private final Passphrase passphrase;
  private final int s2kHash;
  private final int s2kCount;
  private final SecureRandom random;
  private @Nullable Made made; // guarded by this

  /** What is made once: how the key comes of the passphrase, and the key. */
  record Made(StringToKey specifier, SessionKey key) {}

  PassphraseLock(Passphrase passphrase, int s2kHash, int s2kCount, SecureRandom random) {
    this.passphrase = passphrase;
    this.s2kHash = s2kHash;
    this.s2kCount = s2kCount;
    this.random = random;
  }

  /**
   * Returns one that has what made the key of the last message that {@code keys} opened, if that
   * was this passphrase, in the way of this one; else this.
   */
  PassphraseLock goingOnFrom(PassphraseKeys keys) throws IntegrityException {
    Optional<StringToKey> last =
        keys.lastFitting().filter(specifier -> specifier.isIterated(s2kHash, s2kCount));
    if (last.isEmpty() || !passphrase.isSame(keys.passphrase())) {
      return this;
    }
    var same = new PassphraseLock(passphrase, s2kHash, s2kCount, random);
    same.made = new Made(last.get(), PassphrasePacket.sessionKey(last.get(), keys));
    return same;
  }

  /** Returns whether this makes keys in the way that is asked for. */
  boolean isLike(int hash, int count, SecureRandom source) {
    return s2kHash == hash && s2kCount == count && random == source;
  }

  Passphrase passphrase() {
    return passphrase;
  }

  /** Writes the packet that leads from the passphrase to the session key; returns the key. */
  SessionKey write(OutputStream sink) throws IOException {
    Made all = made();
    PassphrasePacket.write(sink, all.specifier());
    return all.key();
  }

  /** Makes the key unless that was done; other threads that need it wait for it. */
  synchronized Made made() throws IOException {
    Made found = made;
    if (found == null) {
      StringToKey specifier = StringToKey.fresh(s2kHash, s2kCount, random);
      found = new Made(specifier, PassphrasePacket.sessionKey(specifier, passphrase));
      made = found;
    }
    return found;
  }
}
