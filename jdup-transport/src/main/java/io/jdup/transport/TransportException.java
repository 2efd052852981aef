package io.jdup.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The place could not do what it was asked; the message says which thing and what to do next. */
public class TransportException extends IOException {
  private final boolean retryable;

  /** Reports a failure; {@code retryable} when the same call may succeed a little later. */
  public TransportException(String message, boolean retryable, @Nullable Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  /** Returns whether the same call may succeed a little later, as after a broken connection. */
  public boolean isRetryable() {
    return retryable;
  }
}
