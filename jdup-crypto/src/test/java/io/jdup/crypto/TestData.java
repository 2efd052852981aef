package io.jdup.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

/** Where the fixtures are, and short ways to say encrypt and decrypt in tests. */
final class TestData {
  static final Path FIXTURES = Path.of("..", "testdata", "fixtures");

  private TestData() {}

  /** Returns {@code length} bytes that do not compress, the same for every run. */
  static byte[] noise(int length, long seed) {
    byte[] noise = new byte[length];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  /** Returns {@code passphrase} as encryptor that costs no time for the S2K. */
  static OpenPgpEncryptor quick(String passphrase) {
    return OpenPgp.encryptWith(Passphrase.of(passphrase)).stringToKey(StringToKey.SHA256, 0);
  }

  static byte[] encrypt(Encryptor encryptor, byte[] plain) throws IOException {
    var sink = new ByteArrayOutputStream();
    try (var out = encryptor.encrypt(sink)) {
      out.write(plain);
    }
    return sink.toByteArray();
  }

  static byte[] decrypt(Decryptor decryptor, byte[] encrypted) throws IOException {
    try (var in = decryptor.decrypt(new ByteArrayInputStream(encrypted))) {
      return in.readAllBytes();
    }
  }

  static byte[] decrypt(String passphrase, byte[] encrypted) throws IOException {
    return decrypt(OpenPgp.decryptWith(Passphrase.of(passphrase)), encrypted);
  }

  /** Returns the fixtures' key {@code name}, unlocked with its passphrase file. */
  static PgpSecretKey secretKey(String name) throws IOException {
    Path keys = FIXTURES.resolve("keys");
    Path passphrase = keys.resolve(name + ".passphrase");
    try (InputStream in = Files.newInputStream(keys.resolve(name + ".secret.asc"))) {
      String secret = Files.exists(passphrase) ? Files.readString(passphrase).strip() : "";
      return PgpSecretKey.read(in, Passphrase.of(secret));
    }
  }

  /** Returns the fixtures' key {@code name} to sign with. */
  static PgpSigningKey signingKey(String name) throws IOException {
    Path keys = FIXTURES.resolve("keys");
    try (InputStream in = Files.newInputStream(keys.resolve(name + ".secret.asc"))) {
      String secret = Files.readString(keys.resolve(name + ".passphrase")).strip();
      return PgpSigningKey.read(in, Passphrase.of(secret));
    }
  }

  static PGPSecretKeyRing secretRing(String name) throws Exception {
    byte[] armored = Files.readAllBytes(FIXTURES.resolve("keys").resolve(name + ".secret.asc"));
    byte[] binary = KeyBytes.read(new ByteArrayInputStream(armored));
    return new PGPSecretKeyRing(binary, new BcKeyFingerprintCalculator());
  }

  static PgpPublicKey publicKey(String name) throws IOException {
    Path file = FIXTURES.resolve("keys").resolve(name + ".public.asc");
    try (InputStream in = Files.newInputStream(file)) {
      return PgpPublicKey.read(in);
    }
  }
}
