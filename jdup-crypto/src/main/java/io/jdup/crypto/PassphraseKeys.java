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
  private final Map<Wanted, byte[]> made = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);
  private @Nullable StringToKey lastFitting; // guarded by this

  private record Wanted(StringToKey s2k, int keyBytes) {}

  PassphraseKeys(Passphrase passphrase) {
    this.passphrase = passphrase;
  }

  Passphrase passphrase() {
    return passphrase;
  }

  /** Returns the {@code keyBytes} bytes of key that {@code s2k} makes, for the caller to keep. */
  synchronized byte[] key(StringToKey s2k, int keyBytes) throws IntegrityException {
    requireAlive();
    var wanted = new Wanted(s2k, keyBytes);
    byte[] key = made.get(wanted);
    if (key == null) {
      key = s2k.key(passphrase, keyBytes);
      made.put(wanted, key);
      if (made.size() > MAX_REMEMBERED) {
        made.remove(made.keySet().iterator().next());
      }
    }
    return key.clone();
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
