package io.jdup.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The place could not do what it was asked; the message says which thing and what to do next. */
public class TransportException extends IOException {
  /** What went wrong, coarsely: enough for a program to choose an exit code. */
  public enum Kind {
    /** None of the others. */
    FAILED,
    /** The place knows us and says no. */
    PERMISSION_DENIED,
    /** The file or directory is not there. */
    NOT_FOUND,
    /** The place is full. */
    NO_SPACE,
    /** The place cannot be reached, or stopped answering. */
    NO_CONNECTION,
    /** The place does not know us, or we do not trust the place. */
    AUTHENTICATION
  }

  private final Kind kind;
  private final boolean retryable;

  /** Reports a failure; {@code retryable} when the same call may succeed a little later. */
  public TransportException(String message, boolean retryable, @Nullable Throwable cause) {
    this(Kind.FAILED, message, retryable, cause);
  }

  /** Reports a failure of {@code kind}; one of the connection may be gone a little later. */
  public TransportException(Kind kind, String message, @Nullable Throwable cause) {
    this(kind, message, kind == Kind.NO_CONNECTION, cause);
  }

  /** Reports a failure of {@code kind}. */
  public TransportException(
      Kind kind, String message, boolean retryable, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryable = retryable;
  }

  /** Returns what went wrong, coarsely. */
  public final Kind kind() {
    return kind;
  }

  /** Returns whether the same call may succeed a little later, as after a broken connection. */
  public final boolean isRetryable() {
    return retryable;
  }
}
