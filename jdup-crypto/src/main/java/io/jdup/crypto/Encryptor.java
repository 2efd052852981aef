package io.jdup.crypto;

import java.io.IOException;
import java.io.OutputStream;

/** Encrypts one stream after another. Implementations are immutable and safe for many threads. */
public interface Encryptor {
  /**
   * Returns a stream that writes what it is given, encrypted, to {@code sink}. Closing it completes
   * the encryption and then closes {@code sink}; an encryption that was not closed cannot be read.
   */
  OutputStream encrypt(OutputStream sink) throws IOException;

  /** Returns the ending of the names of encrypted files, such as {@code .gpg}. */
  String fileSuffix();
}
