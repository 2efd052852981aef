package io.jdup.crypto;

import java.io.IOException;

/**
 * The one thing decryption needs a secret key for. Behind it the key may be in memory, locked until
 * it is needed, or one day in an agent or on a smartcard.
 */
interface SessionKeyUnwrapper {
  /** Returns the key's id. */
  long keyId();

  /**
   * Returns the session key in {@code packet}.
   *
   * @throws WrongPassphraseException if the secret key cannot be unlocked
   * @throws IntegrityException if the packet is damaged or for another key
   */
  SessionKey unwrap(RecipientPacket packet) throws IOException;
}
