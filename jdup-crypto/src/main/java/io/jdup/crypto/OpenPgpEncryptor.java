package io.jdup.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts to public keys or with a passphrase, so that any gpg since 1.4 can decrypt: AES-256,
 * integrity protection of version 1, a literal packet without name. Immutable: each step returns a
 * changed copy. Safe for many threads. With a passphrase, all messages of an encryptor have one
 * salt, so that the slow way from the passphrase to the key is gone once.
 *
 * <pre>{@code
 * Encryptor gpg = OpenPgp.encryptTo(alice, bob).compress(OpenPgpCompression.ZLIB, 3);
 * }</pre>
 *
 * <p>Unless a message is signed, its integrity protection shows damage, and that the writer knew
 * the public key or the passphrase, not who the writer was.
 */
public final class OpenPgpEncryptor implements Encryptor {
  // What gpg 2.2 does at level 6, in size: ZIP with a window of 13 bits, ZLIB with 15.
  private static final int FAST_LEVEL = 3;
  private static final int SMALL_LEVEL = 6;

  private final @Nullable PassphraseLock lock; // null if it encrypts to keys
  private final List<PgpPublicKey> recipients;
  private final List<PgpPublicKey> hiddenRecipients;
  private final @Nullable PgpSigningKey signingKey; // null if it does not sign
  private final Settings settings;

  /** What is not about keys. */
  private record Settings(
      OpenPgpCompression compression,
      int level,
      Deflating.Maker deflating,
      SecureRandom random,
      long literalSeconds,
      int s2kHash,
      int s2kCount) {
    Settings with(OpenPgpCompression newCompression, int newLevel) {
      return new Settings(
          newCompression, newLevel, deflating, random, literalSeconds, s2kHash, s2kCount);
    }
  }

  private OpenPgpEncryptor(
      @Nullable PassphraseLock lock,
      List<PgpPublicKey> recipients,
      List<PgpPublicKey> hiddenRecipients,
      @Nullable PgpSigningKey signingKey,
      Settings settings) {
    this.lock = lock;
    this.recipients = recipients;
    this.hiddenRecipients = hiddenRecipients;
    this.signingKey = signingKey;
    this.settings = settings;
  }

  static OpenPgpEncryptor with(Passphrase passphrase) {
    if (passphrase.isEmpty()) {
      throw new IllegalArgumentException("the passphrase is empty");
    }
    Settings settings = defaults(OpenPgpCompression.ZIP, FAST_LEVEL);
    return new OpenPgpEncryptor(lock(passphrase, settings), List.of(), List.of(), null, settings);
  }

  static OpenPgpEncryptor to(List<PgpPublicKey> recipients) {
    return new OpenPgpEncryptor(
        null,
        List.copyOf(recipients),
        List.of(),
        null,
        defaults(OpenPgpCompression.ZLIB, SMALL_LEVEL));
  }

  private static PassphraseLock lock(Passphrase passphrase, Settings s) {
    return new PassphraseLock(passphrase, s.s2kHash, s.s2kCount, s.random);
  }

  private static Settings defaults(OpenPgpCompression compression, int level) {
    return new Settings(
        compression,
        level,
        JdkDeflating::new,
        new SecureRandom(),
        0,
        StringToKey.SHA256, // one pass gives all 32 bytes of key, SHA-1 needs two
        StringToKey.COUNT_MAX);
  }

  /** Returns whether a passphrase opens the messages, rather than keys. */
  public boolean isForPassphrase() {
    return lock != null;
  }

  /** Returns whether messages are signed. */
  public boolean isSigning() {
    return signingKey != null;
  }

  /**
   * Returns who can read the messages and who signs them, as a word that two encryptors have in
   * common if they agree in that: {@code passphrase}, or the ids of the keys that messages name and
   * the number of those they do not, such as {@code 0123456789ABCDEF+hidden:1}, then {@code
   * +signed:} and the id of the key that signs. It tells no passphrase apart from another.
   */
  public String audience() {
    var words = new ArrayList<String>();
    if (lock != null) {
      words.add("passphrase");
    }
    if (!recipients.isEmpty()) { // naming the class takes a start 15 ms
      recipients.stream()
          .map(PgpPublicKey::encryptionKeyId)
          .distinct()
          .sorted()
          .forEach(words::add);
    }
    if (!hiddenRecipients.isEmpty()) {
      words.add("hidden:" + hiddenRecipients.size());
    }
    if (signingKey != null) {
      words.add("signed:" + signingKey.signingKeyId());
    }
    return String.join("+", words);
  }

  /** Encrypts to {@code keys} too, without naming them in the message: readers try their keys. */
  public OpenPgpEncryptor hiddenTo(PgpPublicKey... keys) {
    if (lock != null) {
      throw new IllegalArgumentException("a message is for keys or for a passphrase, not both");
    }
    var hidden = new ArrayList<>(hiddenRecipients);
    hidden.addAll(List.of(keys));
    return new OpenPgpEncryptor(null, recipients, List.copyOf(hidden), signingKey, settings);
  }

  /** Signs messages with {@code key}; each is signed as a whole, inside of the encryption. */
  public OpenPgpEncryptor signWith(PgpSigningKey key) {
    return new OpenPgpEncryptor(lock, recipients, hiddenRecipients, key, settings);
  }

  /**
   * Compresses at {@code level}, 0 to 9. The default makes messages as large as gpg 2.2 does: ZIP
   * at level 3 for a passphrase, as gpg's ZIP is limited by a small window, and ZLIB at level 6 for
   * keys. The level does not matter for {@link OpenPgpCompression#NONE}.
   */
  public OpenPgpEncryptor compress(OpenPgpCompression compression, int level) {
    if (level < Deflater.NO_COMPRESSION || level > Deflater.BEST_COMPRESSION) {
      throw new IllegalArgumentException("compression level must be 0 to 9: " + level);
    }
    return with(settings.with(compression, level));
  }

  /**
   * Compresses in the format {@code compression} at its default level, see {@link
   * #compress(OpenPgpCompression, int)}.
   */
  public OpenPgpEncryptor compress(OpenPgpCompression compression) {
    return compress(compression, compression == OpenPgpCompression.ZLIB ? SMALL_LEVEL : FAST_LEVEL);
  }

  /** Compresses at {@code level}, 0 to 9, in the same format as before. */
  public OpenPgpEncryptor compressLevel(int level) {
    return compress(settings.compression, level);
  }

  /**
   * Compresses with what {@code maker} makes, at the same format and level as before. Without this
   * step the thread that writes compresses.
   */
  public OpenPgpEncryptor deflatedBy(Deflating.Maker maker) {
    Settings s = settings;
    return with(
        new Settings(
            s.compression, s.level, maker, s.random, s.literalSeconds, s.s2kHash, s.s2kCount));
  }

  /** Takes keys, salts and prefixes from {@code random} instead of a {@link SecureRandom}. */
  public OpenPgpEncryptor random(SecureRandom random) {
    Settings s = settings;
    return with(
        new Settings(
            s.compression, s.level, s.deflating, random, s.literalSeconds, s.s2kHash, s.s2kCount));
  }

  /**
   * Writes {@code time} into the literal packet; the default is none (zero).
   *
   * @throws IllegalArgumentException if it is before 1970 or after 2106, which the packet cannot
   *     say
   */
  public OpenPgpEncryptor literalTime(Instant time) {
    long seconds = time.getEpochSecond();
    if (seconds < 0 || seconds > 0xffff_ffffL) {
      throw new IllegalArgumentException("time does not fit into 32 bits of seconds: " + time);
    }
    Settings s = settings;
    return with(
        new Settings(
            s.compression, s.level, s.deflating, s.random, seconds, s.s2kHash, s.s2kCount));
  }

  /** Sets how a key is made of the passphrase; for tests, which have no time for the default. */
  OpenPgpEncryptor stringToKey(int hashId, int countOctet) {
    Settings s = settings;
    return with(
        new Settings(
            s.compression, s.level, s.deflating, s.random, s.literalSeconds, hashId, countOctet));
  }

  /**
   * Returns the same that makes its key with the salt of the last message that {@code decryptor}
   * has opened, if both have the same passphrase and make keys by the same amount of work; else
   * this. Then nobody who reads the one and the other has to make two keys. The caller sees to it
   * that the message was read to its end: until then, anybody may have written it.
   */
  public OpenPgpEncryptor goingOnFrom(Decryptor decryptor) throws IOException {
    Optional<PassphraseKeys> keys =
        decryptor instanceof OpenPgpDecryptor openPgp ? openPgp.passphraseKeys() : Optional.empty();
    if (lock == null || keys.isEmpty()) {
      return this;
    }
    return new OpenPgpEncryptor(
        lock.goingOnFrom(keys.get()), recipients, hiddenRecipients, signingKey, settings);
  }

  private OpenPgpEncryptor with(Settings changed) {
    PassphraseLock same = lock;
    if (same != null && !same.isLike(changed.s2kHash, changed.s2kCount, changed.random)) {
      same = lock(same.passphrase(), changed);
    }
    return new OpenPgpEncryptor(same, recipients, hiddenRecipients, signingKey, changed);
  }

  /**
   * Makes what all messages share: the key of the passphrase, if there is one, which takes as long
   * as encrypting some 20 MB. The first {@link #encrypt} does it otherwise; another thread may do
   * it here meanwhile.
   */
  public void prepare() throws IOException {
    if (lock != null) {
      lock.made();
    }
  }

  /**
   * Loads the cipher, which takes the JDK some 15 ms the first time. The first message does it
   * otherwise; another thread may do it here meanwhile.
   */
  public static void load() {
    CipherAlgorithm.AES_256.keyed(new byte[CipherAlgorithm.AES_256.keyBytes()]);
  }

  @Override
  public OutputStream encrypt(OutputStream sink) throws IOException {
    SessionKey key = writeSessionKey(sink);
    OutputStream out = new ProtectedOutput(sink, key, settings.random);
    if (settings.compression != OpenPgpCompression.NONE) {
      // An old-format header with indeterminate length: the packet ends where the data ends.
      out.write(0x80 | PacketTag.COMPRESSED << 2 | 3);
      out.write(settings.compression.id());
      out = settings.deflating.of(settings.compression, settings.level).deflate(out);
    }
    return new MessageOutput(literal(out), sink, key);
  }

  @Override
  public Optional<Decryptor> decryptorOf(OutputStream encrypted) {
    return encrypted instanceof MessageOutput message
        ? Optional.of(new OpenPgpDecryptor(SecretKeys.of(), null, message.key()))
        : Optional.empty();
  }

  /** Writes the packets that let readers find the session key, and returns it. */
  private SessionKey writeSessionKey(OutputStream sink) throws IOException {
    if (lock != null) {
      return lock.write(sink);
    }
    SessionKey key = SessionKey.fresh(settings.random);
    for (PgpPublicKey recipient : recipients) {
      sink.write(recipient.encryptedSessionKey(key, false, settings.random));
    }
    for (PgpPublicKey recipient : hiddenRecipients) {
      sink.write(recipient.encryptedSessionKey(key, true, settings.random));
    }
    return key;
  }

  private OutputStream literal(OutputStream out) throws IOException {
    if (signingKey != null) {
      return new SignedOutput(out, signingKey, literalHeader());
    }
    var literal = new PacketOutput(out, PacketTag.LITERAL);
    literal.write(literalHeader());
    return literal;
  }

  private byte[] literalHeader() {
    var header = new ByteArrayOutputStream();
    header.write('b'); // binary
    header.write(0); // length of the file name
    for (int shift = 24; shift >= 0; shift -= 8) {
      header.write((int) (settings.literalSeconds >>> shift));
    }
    return header.toByteArray();
  }

  @Override
  public String fileSuffix() {
    return ".gpg";
  }
}
