package io.jdup.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * A packet that says how a passphrase opens the message ("symmetric-key encrypted session key",
 * version 4): either it makes the session key itself, or a key that encrypts the session key.
 *
 * <p>Source: RFC 4880 section 5.3.
 */
final class PassphrasePacket {
  static final int VERSION = 4;

  private static final CipherAlgorithm WRITTEN = CipherAlgorithm.AES_256;
  private static final int MAX_SESSION_KEY_BYTES = 1 + 32;

  private final CipherAlgorithm algorithm;
  private final StringToKey s2k;
  private final byte[] encryptedKey; // empty if the passphrase makes the session key itself

  private PassphrasePacket(CipherAlgorithm algorithm, StringToKey s2k, byte[] encryptedKey) {
    this.algorithm = algorithm;
    this.s2k = s2k;
    this.encryptedKey = encryptedKey;
  }

  /** Writes a packet without a session key inside; see {@link #sessionKey}. */
  static void write(OutputStream sink, StringToKey s2k) throws IOException {
    var body = new ByteArrayOutputStream();
    body.write(VERSION);
    body.write(WRITTEN.id());
    body.writeBytes(s2k.encoded());
    PacketOutput.write(sink, PacketTag.PASSPHRASE_SESSION_KEY, body.toByteArray());
  }

  /** Returns the session key of messages whose packet {@link #write} writes. */
  static SessionKey sessionKey(StringToKey s2k, Passphrase passphrase) throws IntegrityException {
    return new SessionKey(WRITTEN, s2k.key(passphrase, WRITTEN.keyBytes()));
  }

  /** Returns the same by way of {@code keys}, which may have made it before. */
  static SessionKey sessionKey(StringToKey s2k, PassphraseKeys keys) throws IntegrityException {
    return new SessionKey(WRITTEN, keys.key(s2k, WRITTEN.keyBytes()));
  }

  /** Returns how a key is made of the passphrase. */
  StringToKey s2k() {
    return s2k;
  }

  /** Reads the rest of a packet after its version octet. */
  static PassphrasePacket read(InputStream body) throws IOException {
    CipherAlgorithm algorithm = CipherAlgorithm.of(Octets.one(body));
    StringToKey s2k = StringToKey.read(body);
    byte[] encryptedKey = body.readNBytes(MAX_SESSION_KEY_BYTES + 1);
    if (encryptedKey.length > MAX_SESSION_KEY_BYTES) {
      throw new IntegrityException("a session key is longer than any cipher wants", null);
    }
    return new PassphrasePacket(algorithm, s2k, encryptedKey);
  }

  /**
   * Returns the session key that the passphrase leads to; a wrong one leads to a wrong key.
   *
   * @throws WrongPassphraseException if what it leads to cannot be a session key
   */
  SessionKey open(PassphraseKeys keys) throws CryptoException {
    byte[] key = keys.key(s2k, algorithm.keyBytes());
    if (encryptedKey.length == 0) {
      return new SessionKey(algorithm, key);
    }
    byte[] plain = encryptedKey.clone();
    new CfbDecryption(algorithm.keyed(key)).decrypt(plain, 0, plain.length);
    try {
      CipherAlgorithm inner = CipherAlgorithm.of(plain[0] & 0xff);
      if (inner.keyBytes() == plain.length - 1) {
        return new SessionKey(inner, Arrays.copyOfRange(plain, 1, plain.length));
      }
    } catch (IntegrityException e) {
      throw new WrongPassphraseException(EncryptedMessage.WRONG_PASSPHRASE, e);
    }
    throw new WrongPassphraseException(EncryptedMessage.WRONG_PASSPHRASE, null);
  }
}
