package io.jdup.crypto;

/**
 * Encrypts with a passphrase that is quickly made a key of, for tests that open thousands of files.
 */
public final class QuickPassphrase {
  private static final int LEAST_COUNT = 0; // 1024 bytes are hashed

  private QuickPassphrase() {}

  /** Returns an encryptor for {@code passphrase}; whatever decrypts with that reads the result. */
  public static OpenPgpEncryptor encryptor(Passphrase passphrase) {
    return OpenPgp.encryptWith(passphrase).stringToKey(StringToKey.SHA256, LEAST_COUNT);
  }
}
