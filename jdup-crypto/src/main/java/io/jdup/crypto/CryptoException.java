package io.jdup.crypto;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A key, a passphrase or an encrypted file is not what it should be; the message says which. */
public class CryptoException extends IOException {
  /** Reports what is wrong and what to do about it; {@code message} holds no secret. */
  public CryptoException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
