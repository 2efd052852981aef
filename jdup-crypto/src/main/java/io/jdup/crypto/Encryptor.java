package io.jdup.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Encrypts one stream after another. Implementations are immutable and safe for many threads. */
public interface Encryptor {
  /**
   * Returns a stream that writes what it is given, encrypted, to {@code sink}. Closing it completes
   * the encryption and then closes {@code sink}; an encryption that was not closed cannot be read.
   */
  OutputStream encrypt(OutputStream sink) throws IOException;

  /**
   * Returns a decryptor of the one message that was written through {@code encrypted}, a stream
   * that {@link #encrypt} returned and that is closed. It knows the key of that message, so that
   * whoever wrote it can read it back without the secret key that readers need. None, unless
   * overridden.
   */
  default Optional<Decryptor> decryptorOf(OutputStream encrypted) {
    return Optional.empty();
  }

  /** Returns the ending of the names of encrypted files, such as {@code .gpg}. */
  String fileSuffix();
}
