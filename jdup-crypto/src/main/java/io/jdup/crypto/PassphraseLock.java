package io.jdup.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
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
  private @Nullable StringToKey s2k; // guarded by this
  private @Nullable SessionKey key; // guarded by this

  PassphraseLock(Passphrase passphrase, int s2kHash, int s2kCount, SecureRandom random) {
    this.passphrase = passphrase;
    this.s2kHash = s2kHash;
    this.s2kCount = s2kCount;
    this.random = random;
  }

  /** Returns whether this makes keys in the way that is asked for. */
  boolean isLike(int hash, int count, SecureRandom source) {
    return s2kHash == hash && s2kCount == count && random == source;
  }

  Passphrase passphrase() {
    return passphrase;
  }

  /** Writes the packet that leads from the passphrase to the session key; returns the key. */
  synchronized SessionKey write(OutputStream sink) throws IOException {
    StringToKey specifier = s2k;
    SessionKey made = key;
    if (specifier == null || made == null) {
      specifier = StringToKey.fresh(s2kHash, s2kCount, random);
      made = PassphrasePacket.sessionKey(specifier, passphrase);
      s2k = specifier;
      key = made;
    }
    PassphrasePacket.write(sink, specifier);
    return made;
  }
}
