package io.jdup.crypto;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

/** Reads exported keys and shows them. */
final class KeyBytes {
  private static final int MAX_BYTES = 16 << 20; // keys with very many signatures are below

  private KeyBytes() {}

  /** Reads the first public key of {@code in}, with its subkeys. */
  static PGPPublicKeyRing publicKey(InputStream in) throws IOException {
    byte[] binary = read(in);
    try {
      return new PGPPublicKeyRing(binary, new BcKeyFingerprintCalculator());
    } catch (IOException | RuntimeException e) {
      throw new IntegrityException("this is not an OpenPGP public key, or it is damaged", e);
    }
  }

  /** A secret key with its subkeys, and the public part of them. */
  record SecretRing(PGPSecretKeyRing secrets, PGPPublicKeyRing certificate) {}

  /** Reads the first secret key of {@code in}, with its subkeys. */
  static SecretRing secretKey(InputStream in) throws IOException {
    byte[] binary = read(in);
    try {
      var secrets = new PGPSecretKeyRing(binary, new BcKeyFingerprintCalculator());
      return new SecretRing(secrets, secrets.toCertificate());
    } catch (PGPException | IOException | RuntimeException e) {
      throw new IntegrityException("this is not an OpenPGP secret key, or it is damaged", e);
    }
  }

  /** Returns all of {@code in} without armor. */
  static byte[] read(InputStream in) throws IOException {
    byte[] binary = Armor.decoded(new BufferedInputStream(in)).readNBytes(MAX_BYTES + 1);
    if (binary.length > MAX_BYTES) {
      throw new IntegrityException("this is no key: longer than " + MAX_BYTES + " bytes", null);
    }
    return binary;
  }

  /** Returns the user ids; bytes that are not UTF-8 show as the replacement character. */
  static List<String> userIds(PGPPublicKey primary) {
    List<String> userIds = new ArrayList<>();
    primary
        .getRawUserIDs()
        .forEachRemaining(id -> userIds.add(new String(id, StandardCharsets.UTF_8)));
    return List.copyOf(userIds);
  }

  /** Returns the fingerprint, usually 40 upper-case hexadecimal digits. */
  static String fingerprint(PGPPublicKey key) {
    return HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
  }

  /** Returns the fingerprint and the first user id. */
  static String describe(PGPPublicKey primary) {
    List<String> userIds = userIds(primary);
    return fingerprint(primary) + (userIds.isEmpty() ? "" : " " + userIds.get(0));
  }
}
