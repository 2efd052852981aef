package io.jdup.crypto;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts messages, binary or armored, with secret keys or a passphrase. Immutable.
 *
 * <p>The packets in front of the content are read by {@link #decrypt} itself, so a wrong key or
 * passphrase shows there; damage shows there or while reading.
 */
final class OpenPgpDecryptor implements Decryptor {
  private static final SignatureCheck NO_DEMAND =
      SignatureCheck.demandingNone(List.of(), (keyId, reason) -> {});

  private static final int BUFFER_BYTES = 8 * 1024; // for headers and armor; bulk reads go past it

  private final SecretKeys keys;
  private final @Nullable PassphraseKeys passphrase;
  private final @Nullable SessionKey known;

  OpenPgpDecryptor(SecretKeys keys, @Nullable Passphrase passphrase) {
    this(keys, passphrase, null);
  }

  /** Tries {@code known}, if that is not null, and nothing else. */
  OpenPgpDecryptor(SecretKeys keys, @Nullable Passphrase passphrase, @Nullable SessionKey known) {
    this.keys = keys;
    this.passphrase = passphrase == null ? null : new PassphraseKeys(passphrase);
    this.known = known;
  }

  /** Returns the passphrase and the keys that it made so far. */
  Optional<PassphraseKeys> passphraseKeys() {
    return Optional.ofNullable(passphrase);
  }

  @Override
  public InputStream decrypt(InputStream source) throws IOException {
    return decrypt(source, NO_DEMAND);
  }

  @Override
  public InputStream decrypt(InputStream source, SignatureCheck check) throws IOException {
    return decrypt(source, check, JdkInflatedInput::new);
  }

  @Override
  public InputStream decrypt(InputStream source, SignatureCheck check, Inflating inflating)
      throws IOException {
    boolean opened = false;
    try {
      InputStream binary = Armor.decoded(new BufferedInputStream(source, BUFFER_BYTES));
      var search = new SessionKeySearch(keys, passphrase, known);
      var signatures = new MessageSignatures(check, keys);
      var message = new EncryptedMessage(binary, search, signatures, inflating);
      InputStream plain = message.content(source);
      opened = true;
      return plain;
    } finally {
      if (!opened) {
        source.close();
      }
    }
  }

  @Override
  public String fileSuffix() {
    return ".gpg";
  }
}
