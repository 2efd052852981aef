package io.jdup.crypto;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that one passphrase makes. Making one takes as long as decrypting some 20 MB, and the
 * files of a backup share their salts: so the last few are remembered. Safe for many threads.
 */
final class PassphraseKeys {
  private static final int MAX_REMEMBERED = 16;

  private final Passphrase passphrase;
  private final Map<StringToKey, byte[]> made =
      new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);
  private @Nullable StringToKey lastFitting; // guarded by this

  PassphraseKeys(Passphrase passphrase) {
    this.passphrase = passphrase;
  }

  Passphrase passphrase() {
    return passphrase;
  }

  /** Returns the {@code keyBytes} bytes of key that {@code s2k} makes, for the caller to keep. */
  synchronized byte[] key(StringToKey s2k, int keyBytes) throws IntegrityException {
    requireAlive();
    byte[] key = made.get(s2k);
    if (key == null || key.length < keyBytes) { // a shorter key is how a longer one begins
      key = s2k.key(passphrase, keyBytes);
      made.put(s2k, key);
      if (made.size() > MAX_REMEMBERED) {
        made.remove(made.keySet().iterator().next());
      }
    }
    return Arrays.copyOf(key, keyBytes);
  }

  private void requireAlive() {
    if (passphrase.isDestroyed()) {
      made.values().forEach(key -> Arrays.fill(key, (byte) 0));
      made.clear();
    }
    passphrase.checkAlive();
  }

  /** Takes note that a message which {@code s2k} leads into could be opened. */
  synchronized void fits(StringToKey s2k) {
    lastFitting = s2k;
  }

  /** Returns what led into the last message that could be opened. */
  synchronized Optional<StringToKey> lastFitting() {
    return Optional.ofNullable(lastFitting);
  }
}
