package io.jdup.crypto;

import org.jspecify.annotations.Nullable;

/** The passphrase does not open the message or the secret key. */
public final class WrongPassphraseException extends CryptoException {
  /** Reports what is wrong and what to do about it; {@code message} holds no secret. */
  public WrongPassphraseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
