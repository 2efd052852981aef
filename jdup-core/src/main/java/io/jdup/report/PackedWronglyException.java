package io.jdup.report;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file was compressed or encrypted, and what can be read back is not what went in. */
public final class PackedWronglyException extends IOException {
  public PackedWronglyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
