package io.jdup.crypto;

import java.io.IOException;
import java.util.List;

/**
 * Where a decryptor finds secret keys: see {@link GnuPgHome#secretKeys(Passphrase)} and {@link
 * #of(PgpSecretKey...)}. Keys are looked for and unlocked only when a message needs them. Safe for
 * many threads.
 */
public abstract class SecretKeys {
  SecretKeys() {}

  /** Returns a source of just these keys. */
  public static SecretKeys of(PgpSecretKey... keys) {
    return new GivenSecretKeys(List.of(keys));
  }

  /** Returns the keys to try for a message to {@code keyId}, or all if it is 0. */
  abstract List<SessionKeyUnwrapper> candidates(long keyId) throws IOException;

  /** Returns the signers whose keys are at hand where the secret keys are. */
  abstract List<PgpSigner> knownSigners() throws IOException;

  /** Returns where it looks, for messages. */
  abstract String place();
}
