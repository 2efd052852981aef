package io.jdup.transport;

/** A target URL that names no place jdup could go to. The message says why and holds no secret. */
public final class InvalidTargetUrlException extends IllegalArgumentException {
  /** Reports what is wrong with the URL and what to write instead. */
  public InvalidTargetUrlException(String message) {
    super(message);
  }
}
