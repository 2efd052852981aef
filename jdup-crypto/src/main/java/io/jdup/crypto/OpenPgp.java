package io.jdup.crypto;

import java.util.List;

/**
 * Makes encryptors and decryptors for OpenPGP messages.
 *
 * <pre>{@code
 * Encryptor to = OpenPgp.encryptTo(GnuPgHome.at(home).publicKey("alice@example.org"));
 * Decryptor from = OpenPgp.decryptWith(Passphrase.of(console.readPassword()));
 * }</pre>
 */
public final class OpenPgp {
  private OpenPgp() {}

  /**
   * Returns an encryptor to {@code keys}, each of which can decrypt; at least one. See also {@link
   * OpenPgpEncryptor#hiddenTo}.
   */
  public static OpenPgpEncryptor encryptTo(PgpPublicKey... keys) {
    if (keys.length == 0) {
      throw new IllegalArgumentException("no key to encrypt to");
    }
    return OpenPgpEncryptor.to(List.of(keys));
  }

  /** Returns an encryptor to {@code keys} that does not tell in the message whose they are. */
  public static OpenPgpEncryptor encryptHiddenTo(PgpPublicKey... keys) {
    if (keys.length == 0) {
      throw new IllegalArgumentException("no key to encrypt to");
    }
    return OpenPgpEncryptor.to(List.of()).hiddenTo(keys);
  }

  /** Returns an encryptor with {@code passphrase}, which must not be empty. */
  public static OpenPgpEncryptor encryptWith(Passphrase passphrase) {
    return OpenPgpEncryptor.with(passphrase);
  }

  /** Returns a decryptor of messages that were encrypted with {@code passphrase}. */
  public static Decryptor decryptWith(Passphrase passphrase) {
    return new OpenPgpDecryptor(SecretKeys.of(), passphrase);
  }

  /** Returns a decryptor of messages to {@code keys}. */
  public static Decryptor decryptWith(PgpSecretKey... keys) {
    return decryptWith(SecretKeys.of(keys));
  }

  /** Returns a decryptor of messages to the keys in {@code keys}. */
  public static Decryptor decryptWith(SecretKeys keys) {
    return new OpenPgpDecryptor(keys, null);
  }

  /**
   * Returns a decryptor of messages to the keys in {@code keys} or encrypted with {@code
   * passphrase}; a message may be both. {@code passphrase} does not unlock the secret keys: {@code
   * keys} has its own for that.
   */
  public static Decryptor decryptWith(SecretKeys keys, Passphrase passphrase) {
    return new OpenPgpDecryptor(keys, passphrase);
  }
}
