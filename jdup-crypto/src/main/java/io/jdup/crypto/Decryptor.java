package io.jdup.crypto;

import java.io.IOException;
import java.io.InputStream;

/** Decrypts one stream after another. Implementations are immutable and safe for many threads. */
public interface Decryptor {
  /**
   * Returns a stream of the plain bytes of {@code source}. Closing it closes {@code source}.
   *
   * <p>The bytes are to be believed only when the stream has ended: its end is reported only after
   * the whole message was found undamaged, otherwise reading throws {@link IntegrityException}.
   *
   * @throws WrongPassphraseException if the passphrase does not open the message
   * @throws NoMatchingKeyException if the message is for other keys than ours
   * @throws IntegrityException if the message is damaged, truncated or not OpenPGP at all
   */
  InputStream decrypt(InputStream source) throws IOException;

  /**
   * Returns a decryptor that asks nobody: where this one would, it fails with a {@link
   * CryptoException}. This one itself, unless it is of the asking kind.
   */
  default Decryptor unattended() {
    return this;
  }

  /** Returns the ending of the names of the files this can decrypt, such as {@code .gpg}. */
  String fileSuffix();
}
