package io.jdup.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A secret key as {@code gpg --batch --import} leaves it until its first use: the numbers of the
 * packet it came from, still under the packet's own protection.
 *
 * <p>Source: the files gpg 2.2.40 writes for the fixtures' keys; RFC 4880 section 5.5.3.
 */
final class OpenPgpNativeKey {
  private static final int HASH_BYTES = 20;
  private static final int SUM_BYTES = 2;

  private final SExpression packet;
  private final String keyId;

  OpenPgpNativeKey(SExpression packet, String keyId) {
    this.packet = packet;
    this.keyId = keyId;
  }

  /** Returns the list of secret numbers. */
  SExpression open(@Nullable Passphrase passphrase) throws CryptoException {
    SExpression protection = list("protection");
    String kind = protection.item(1).text();
    List<byte[]> values = secretValues();
    if (kind.equals("none")) {
      return named(values);
    }
    if (passphrase == null) {
      throw SecretKeyLock.passphraseMissing(keyId);
    }
    byte[] data = values.isEmpty() ? new byte[0] : values.get(0).clone();
    decrypt(data, protection, passphrase);
    return named(numbers(checked(data, kind)));
  }

  private SExpression list(String name) throws IntegrityException {
    return packet.find(name).orElseThrow(() -> SExpression.malformed("no " + name));
  }

  /** Returns the values after the public ones: plain numbers, or one encrypted lump. */
  private List<byte[]> secretValues() throws IntegrityException {
    List<SExpression> flagsAndValues = list("skey").items();
    List<byte[]> values = new ArrayList<>();
    for (int i = 1 + 2 * publicNumbers(); i + 1 < flagsAndValues.size(); i += 2) {
      values.add(flagsAndValues.get(i + 1).bytes());
    }
    return values;
  }

  private int publicNumbers() throws IntegrityException {
    return switch (algorithm()) {
      case "RSA" -> 2;
      case "ELG" -> 3;
      case "DSA" -> 4;
      default -> 1;
    };
  }

  private String algorithm() throws IntegrityException {
    return list("algo").item(1).text().toUpperCase(Locale.ROOT);
  }

  private static void decrypt(byte[] data, SExpression protection, Passphrase passphrase)
      throws IntegrityException {
    CipherAlgorithm cipher = GnuPgNames.cipher(protection.item(2).text());
    byte[] start = protection.item(3).bytes();
    int hashId = GnuPgNames.hashId(protection.item(5).text());
    byte[] salt = protection.item(6).bytes();
    long count = StringToKey.count((int) protection.item(7).decimal() & 0xff);
    byte[] key = StringToKey.iterated(hashId, salt, count).key(passphrase, cipher.keyBytes());
    BlockEncryption keyed = cipher.keyed(key);
    if (start.length != keyed.blockBytes()) {
      throw SExpression.malformed("its initial vector");
    }
    new CfbDecryption(keyed, start).decrypt(data, 0, data.length);
  }

  /** Returns {@code data} without the hash or sum at its end. */
  private byte[] checked(byte[] data, String kind) throws WrongPassphraseException {
    boolean hashed = kind.equals("sha1");
    int end = data.length - (hashed ? HASH_BYTES : SUM_BYTES);
    if (end <= 0) {
      throw SecretKeyLock.wrongPassphrase(keyId, null);
    }
    byte[] numbers = Arrays.copyOf(data, end);
    byte[] check = hashed ? Mdc.digest().digest(numbers) : sum(numbers);
    if (!MessageDigest.isEqual(check, Arrays.copyOfRange(data, end, data.length))) {
      throw SecretKeyLock.wrongPassphrase(keyId, null);
    }
    return numbers;
  }

  private static byte[] sum(byte[] data) {
    int sum = 0;
    for (byte octet : data) {
      sum += octet & 0xff;
    }
    return new byte[] {(byte) (sum >> 8), (byte) sum};
  }

  private static List<byte[]> numbers(byte[] data) throws IntegrityException {
    InputStream in = new ByteArrayInputStream(data);
    List<byte[]> numbers = new ArrayList<>();
    try {
      while (in.available() > 0) {
        int bits = (int) Octets.number(in, 2);
        numbers.add(Octets.many(in, (bits + 7) / 8));
      }
    } catch (IOException e) {
      throw SExpression.malformed("its numbers");
    }
    return numbers;
  }

  private SExpression named(List<byte[]> values) throws IntegrityException {
    List<String> names =
        switch (algorithm()) {
          case "RSA" -> List.of("d", "p", "q", "u");
          case "ELG", "DSA" -> List.of("x");
          default -> List.of("d");
        };
    List<SExpression> numbers = new ArrayList<>();
    for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
      byte[] name = names.get(i).getBytes(StandardCharsets.US_ASCII);
      numbers.add(
          SExpression.list(List.of(SExpression.atom(name), SExpression.atom(values.get(i)))));
    }
    return SExpression.list(numbers);
  }
}
