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
   * @throws SignatureRefusedException if it is signed by a key that is known here, and the
   *     signature does not fit
   */
  InputStream decrypt(InputStream source) throws IOException;

  /**
   * Does the same, and treats the signatures in the message as {@code check} says. Like all damage,
   * a signature that is refused shows at the end: the bytes before it were already given out.
   *
   * <p>Unless overridden, this is for encryptions without signatures: it fails if one is demanded.
   *
   * @throws SignatureRefusedException if the signature that is demanded is missing, or one does not
   *     fit
   */
  default InputStream decrypt(InputStream source, SignatureCheck check) throws IOException {
    if (check.demandsSigner()) {
      try (source) {
        throw new SignatureRefusedException(
            "a signature is demanded, and this kind of encryption has none", null);
      }
    }
    return decrypt(source);
  }

  /**
   * Does the same, and lets {@code inflating} open what is compressed. Unless overridden, this is
   * for encryptions that know no such thing: it does without.
   */
  default InputStream decrypt(InputStream source, SignatureCheck check, Inflating inflating)
      throws IOException {
    return decrypt(source, check);
  }

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
