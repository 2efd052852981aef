package io.jdup.cli;

import io.jdup.crypto.CryptoException;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.Inflating;
import io.jdup.crypto.NoMatchingKeyException;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.SignatureCheck;
import io.jdup.crypto.WrongPassphraseException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts without a passphrase if that will do, as with a secret key that has none, and asks for
 * one when it turns out to be needed. A person is asked once for a run, or never.
 */
final class AskingDecryptor implements Decryptor {
  private static final int HEAD_BYTES = 256 * 1024; // session keys are at the very start

  /** Makes a decryptor once the passphrase is known. */
  interface Factory {
    Decryptor with(Passphrase passphrase) throws IOException;
  }

  private final Decryptor unasked;
  private final Factory factory;
  private final Passphrases passphrases;
  private @Nullable Decryptor asked;

  AskingDecryptor(Decryptor unasked, Factory factory, Passphrases passphrases) {
    this.unasked = unasked;
    this.factory = factory;
    this.passphrases = passphrases;
  }

  @Override
  public InputStream decrypt(InputStream source) throws IOException {
    return decrypt(source, Decryptor::decrypt);
  }

  @Override
  public InputStream decrypt(InputStream source, SignatureCheck check) throws IOException {
    return decrypt(source, (decryptor, from) -> decryptor.decrypt(from, check));
  }

  @Override
  public InputStream decrypt(InputStream source, SignatureCheck check, Inflating inflating)
      throws IOException {
    return decrypt(source, (decryptor, from) -> decryptor.decrypt(from, check, inflating));
  }

  /** Which way a message is decrypted. */
  private interface Way {
    InputStream through(Decryptor decryptor, InputStream source) throws IOException;
  }

  private InputStream decrypt(InputStream source, Way way) throws IOException {
    Decryptor known = asked();
    if (known != null) {
      return way.through(known, source);
    }
    var rewindable = new BufferedInputStream(source);
    rewindable.mark(HEAD_BYTES);
    try {
      return new ClosingBoth(way.through(unasked, new Unclosed(rewindable)), source);
    } catch (WrongPassphraseException | NoMatchingKeyException e) {
      return decryptAgain(rewindable, way, e);
    } catch (IOException e) {
      source.close();
      throw e;
    }
  }

  private InputStream decryptAgain(BufferedInputStream source, Way way, CryptoException why)
      throws IOException {
    try {
      source.reset();
      return way.through(ask(), source);
    } catch (PassphraseNeededException e) {
      source.close();
      e.addSuppressed(why);
      throw e;
    }
  }

  @Override
  public Decryptor unattended() {
    Decryptor known = asked();
    return known == null ? unasked : known;
  }

  private synchronized @Nullable Decryptor asked() {
    return asked;
  }

  private synchronized Decryptor ask() throws IOException {
    Decryptor known = asked;
    if (known == null) {
      known = factory.with(passphrases.forDecryption());
      asked = known;
    }
    return known;
  }

  @Override
  public String fileSuffix() {
    return unasked.fileSuffix();
  }

  /** Stays open when the decryptor gives up, so that another can have a go. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // whoever made this closes what is behind it
    }
  }

  /** Closes the encrypted stream too, which the decryptor could not. */
  private static final class ClosingBoth extends FilterInputStream {
    private final InputStream encrypted;

    ClosingBoth(InputStream plain, InputStream encrypted) {
      super(plain);
      this.encrypted = encrypted;
    }

    @Override
    public void close() throws IOException {
      try (encrypted) {
        super.close();
      }
    }
  }
}
