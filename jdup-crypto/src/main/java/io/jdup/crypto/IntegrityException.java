package io.jdup.crypto;

import org.jspecify.annotations.Nullable;

/** The encrypted bytes are damaged, truncated, forged or not OpenPGP at all. */
public final class IntegrityException extends CryptoException {
  /** Reports what is wrong and what to do about it; {@code message} holds no secret. */
  public IntegrityException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
