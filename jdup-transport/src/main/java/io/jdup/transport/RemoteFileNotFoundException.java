package io.jdup.transport;

import org.jspecify.annotations.Nullable;

/** The named file is not at the remote place. Trying again does not help. */
public final class RemoteFileNotFoundException extends TransportException {
  private final String fileName;

  /** Reports that {@code fileName} is missing; {@code message} says where. */
  public RemoteFileNotFoundException(String fileName, String message, @Nullable Throwable cause) {
    super(Kind.NOT_FOUND, message, false, cause);
    this.fileName = fileName;
  }

  /** Returns the name that was asked for. */
  public String fileName() {
    return fileName;
  }
}
