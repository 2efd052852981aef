package io.jdup.crypto;

import org.jspecify.annotations.Nullable;

/**
 * A message does not bear the signature it should: it has none, one of another key than was
 * demanded, or one that does not fit its content.
 */
public final class SignatureRefusedException extends CryptoException {
  /** Reports what is wrong and what to do about it; {@code message} holds no secret. */
  public SignatureRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
