package io.jdup.crypto;

import org.jspecify.annotations.Nullable;

/**
 * No key that is at hand fits: none was found by that name, several were, or the message is for
 * others.
 */
public final class NoMatchingKeyException extends CryptoException {
  /** Reports what is wrong and what to do about it; {@code message} holds no secret. */
  public NoMatchingKeyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
