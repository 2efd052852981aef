package io.jdup.cli;

import io.jdup.Backup;
import io.jdup.Replicate;
import io.jdup.crypto.Decryptor;
import io.jdup.crypto.GnuPgHome;
import io.jdup.crypto.OpenPgp;
import io.jdup.crypto.OpenPgpCompression;
import io.jdup.crypto.OpenPgpEncryptor;
import io.jdup.crypto.Passphrase;
import io.jdup.crypto.PgpPublicKey;
import io.jdup.crypto.PgpSigner;
import io.jdup.crypto.PgpSigningKey;
import io.jdup.crypto.WrongPassphraseException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a command line says to encrypt, decrypt and sign. */
final class Keys {
  private static final Set<Option> OPEN = EnumSet.of(Option.ENCRYPT_KEY, Option.ENCRYPT_SIGN_KEY);
  private static final Set<Option> HIDDEN = EnumSet.of(Option.HIDDEN_ENCRYPT_KEY);

  private final CommandLine line;
  private final Optional<String> signKey;
  private final Passphrases passphrases;
  private final GpgOptions gpgOptions;
  private final GnuPgHome home;

  Keys(CommandLine line, Surroundings around) throws UsageException {
    this.line = line;
    this.signKey = SignKey.of(line);
    this.passphrases = new Passphrases(around, signKeyDecrypts(line, signKey));
    this.gpgOptions = GpgOptions.of(line, around);
    this.home = GnuPgHome.at(gpgOptions.home(around));
  }

  private static boolean signKeyDecrypts(CommandLine line, Optional<String> signKey) {
    List<String> encryptionKeys = new ArrayList<>();
    for (OptionUse use : line.uses()) {
      if (OPEN.contains(use.option()) || HIDDEN.contains(use.option())) {
        encryptionKeys.add(use.value().text());
      }
    }
    return signKey.isPresent() && SignKey.isAmong(encryptionKeys, signKey.get());
  }

  /** Returns {@code backup} with the encryption and the signatures that are asked for. */
  Backup encrypted(Backup backup) throws UsageException, IOException {
    Backup encrypted = withEncryption(backup);
    return signKey.isEmpty() || line.has(Option.NO_ENCRYPTION)
        ? encrypted // OptionAnswers tells of signatures that there cannot be
        : encrypted.signWith(signingKey(signKey.get()));
  }

  private PgpSigningKey signingKey(String id) throws UsageException, IOException {
    try {
      return home.signingKey(id, passphrases.knownForSigning());
    } catch (WrongPassphraseException e) {
      if (passphrases.hasSigning()) {
        throw e;
      }
      return home.signingKey(id, passphrases.askForSigning(id));
    }
  }

  private Backup withEncryption(Backup backup) throws UsageException, IOException {
    List<PgpPublicKey> open = publicKeys(OPEN);
    List<PgpPublicKey> hidden = publicKeys(HIDDEN);
    boolean toKeys = !open.isEmpty() || !hidden.isEmpty();
    requireNoContradiction(toKeys);
    if (line.has(Option.NO_ENCRYPTION)) {
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

  /** Tells something about the source that needs a look at it. */
  interface Look {
    boolean tell() throws UsageException, IOException;
  }

  /**
   * Returns {@code replicate} with the packing that is asked for. What is encrypted stays as it is
   * unless something else is said; what {@code somethingIsReadable} in becomes encrypted unless
   * {@code --no-encryption} is said, as with a backup.
   */
  Replicate packed(Replicate replicate, Look somethingIsReadable)
      throws UsageException, IOException {
    List<PgpPublicKey> open = publicKeys(OPEN);
    List<PgpPublicKey> hidden = publicKeys(HIDDEN);
    boolean toKeys = !open.isEmpty() || !hidden.isEmpty();
    requireNoContradiction(toKeys);
    Replicate reading = replicate.decryptWith(decryptor());
    if (line.has(Option.NO_ENCRYPTION)) {
      return line.has(Option.NO_COMPRESSION)
          ? reading.unencryptedAndUncompressed()
          : leveled(reading.unencrypted());
    }
    if (toKeys) {
      return leveled(reading.encryptWith(signed(compressed(encryptor(open, hidden)))));
    }
    boolean anew = line.has(Option.REENCRYPT) || signKey.isPresent();
    if (!anew && !somethingIsReadable.tell()) {
      return reading;
    }
    OpenPgpEncryptor encryptor = compressed(OpenPgp.encryptWith(passphrases.forEncryption()));
    Replicate encrypting = leveled(reading.encryptWith(signed(encryptor)));
    return anew ? encrypting : encrypting.keepEncrypted();
  }

  private OpenPgpEncryptor signed(OpenPgpEncryptor encryptor) throws UsageException, IOException {
    return signKey.isEmpty() ? encryptor : encryptor.signWith(signingKey(signKey.get()));
  }

  private Replicate leveled(Replicate replicate) throws UsageException {
    Optional<Long> level = line.number(Option.COMPRESS_LEVEL, 1, 9);
    return level.isEmpty() ? replicate : replicate.compressLevel(level.get().intValue());
  }

  private void requireNoContradiction(boolean toKeys) throws UsageException {
    if (toKeys && line.has(Option.NO_ENCRYPTION)) {
      throw new UsageException("--no-encryption and an encryption key contradict; leave out one");
    }
  }

  private List<PgpPublicKey> publicKeys(Set<Option> options) throws IOException {
    var keys = new ArrayList<PgpPublicKey>();
    for (OptionUse use : line.uses()) {
      if (options.contains(use.option())) {
        keys.add(home.publicKey(use.value().text()));
      }
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

  /** Returns whose signatures are demanded of what is read, if anybody's are. */
  Optional<PgpSigner> signer() throws IOException {
    return signKey.isEmpty() ? Optional.empty() : Optional.of(home.signer(signKey.get()));
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
