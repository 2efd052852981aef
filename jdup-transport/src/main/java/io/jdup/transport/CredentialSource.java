package io.jdup.transport;

import java.io.IOException;
import java.util.Optional;

/**
 * Gives secrets when a place asks for one: from the environment, a file, a person. Asked only when
 * needed, and possibly from several threads. The caller wipes the arrays it gets.
 */
public interface CredentialSource {
  /** Returns the password for {@code account}, written {@code user@host}; empty when unknown. */
  Optional<char[]> password(String account) throws IOException;

  /** Returns the passphrase of the private key in {@code keyFile}; empty when unknown. */
  default Optional<char[]> passphrase(String keyFile) throws IOException {
    return Optional.empty();
  }

  /** Returns a source that knows nothing. */
  static CredentialSource none() {
    return account -> Optional.empty();
  }

  /** Returns a source that answers every question with a copy of {@code secret}. */
  static CredentialSource always(char[] secret) {
    char[] kept = secret.clone();
    return new CredentialSource() {
      @Override
      public Optional<char[]> password(String account) {
        return Optional.of(kept.clone());
      }

      @Override
      public Optional<char[]> passphrase(String keyFile) {
        return Optional.of(kept.clone());
      }
    };
  }
}
