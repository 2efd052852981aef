package io.jdup.internal.deflate;

import java.util.zip.ZipException;

/** Deflated data that no compressor made, or not all of it. */
public final class DamagedDeflateException extends ZipException {
  static final String TOO_SHORT = "it ends too early";

  private static final long serialVersionUID = 1L;

  DamagedDeflateException(String problem) {
    super(problem);
  }
}
