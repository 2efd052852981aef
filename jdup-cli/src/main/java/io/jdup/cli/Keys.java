package io.jdup.cli;

import io.jdup.Backup;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.GnuPgHome;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.OpenPgpCompression;
import io.jdup.crypto.OpenPgpEncryptor;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpPublicKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a command line says to encrypt and decrypt. */
final class Keys {
  private final CommandLine line;
  private final Passphrases passphrases;
  private final GpgOptions gpgOptions;
  private final GnuPgHome home;

  Keys(CommandLine line, Surroundings around) throws UsageException {
    this.line = line;
    this.passphrases = new Passphrases(around);
    this.gpgOptions = GpgOptions.of(line, around);
    this.home = GnuPgHome.at(gpgOptions.home(around));
  }

  /** Returns {@code backup} with the encryption that is asked for. */
  Backup encrypted(Backup backup) throws UsageException, IOException {
    List<PgpPublicKey> open = publicKeys(Option.ENCRYPT_KEY);
    List<PgpPublicKey> hidden = publicKeys(Option.HIDDEN_ENCRYPT_KEY);
    boolean toKeys = !open.isEmpty() || !hidden.isEmpty();
    if (line.has(Option.NO_ENCRYPTION)) {
      if (toKeys) {
        throw new UsageException("--no-encryption and an encryption key contradict; leave out one");
      }
      Backup reading = backup.decryptWith(decryptor());
      return line.has(Option.NO_COMPRESSION)
          ? reading.unencryptedAndUncompressed()
          : reading.unencrypted();
    }
    if (toKeys) {
      return backup.decryptWith(decryptor()).encryptWith(compressed(encryptor(open, hidden)));
    }
    Passphrase passphrase = passphrases.forEncryption();
    return backup
        .decryptWith(OpenPgp.decryptWith(home.secretKeys(passphrase), passphrase))
        .encryptWith(compressed(OpenPgp.encryptWith(passphrase)));
  }

  private List<PgpPublicKey> publicKeys(Option option) throws IOException {
    var keys = new ArrayList<PgpPublicKey>();
    for (OptionUse use : line.all(option)) {
      keys.add(home.publicKey(use.value().text()));
    }
    return keys;
  }

  private static OpenPgpEncryptor encryptor(List<PgpPublicKey> open, List<PgpPublicKey> hidden) {
    PgpPublicKey[] hiddenKeys = hidden.toArray(PgpPublicKey[]::new);
    if (open.isEmpty()) {
      return OpenPgp.encryptHiddenTo(hiddenKeys);
    }
    OpenPgpEncryptor encryptor = OpenPgp.encryptTo(open.toArray(PgpPublicKey[]::new));
    return hidden.isEmpty() ? encryptor : encryptor.hiddenTo(hiddenKeys);
  }

  private OpenPgpEncryptor compressed(OpenPgpEncryptor encryptor) {
    if (line.has(Option.NO_COMPRESSION)) {
      return encryptor.compress(OpenPgpCompression.NONE);
    }
    return gpgOptions.applyTo(encryptor);
  }

  /** Returns a decryptor for whatever turns up; it asks for a passphrase when one is needed. */
  Decryptor decryptor() throws UsageException {
    Optional<Passphrase> given = passphrases.given();
    return given.isPresent()
        ? decryptor(given.get())
        : new AskingDecryptor(
            OpenPgp.decryptWith(home.secretKeys(Passphrase.of(""))), this::decryptor, passphrases);
  }

  private Decryptor decryptor(Passphrase passphrase) {
    return OpenPgp.decryptWith(home.secretKeys(passphrase), passphrase);
  }
}
