package io.jdup.transport;

import org.jspecify.annotations.Nullable;

/** The place does not know us, or we do not trust the place. Trying again does not help. */
public final class AuthenticationException extends TransportException {
  /** Reports a refused login or host key; {@code message} says what to change. */
  public AuthenticationException(String message, @Nullable Throwable cause) {
    super(Kind.AUTHENTICATION, message, false, cause);
  }
}
