package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

/** Whatever happens to a message, a key or a key file: the plain bytes, or an error of ours. */
class MutationProperties {
  private static final byte[] PLAIN =
      "the plain bytes, the plain bytes".repeat(9).getBytes(StandardCharsets.UTF_8);

  private static final PgpSecretKey RSA = secretKey("rsa2048");
  private static final PgpSecretKey CURVE = secretKey("cv25519");
  private static final Decryptor DECRYPTOR =
      OpenPgp.decryptWith(SecretKeys.of(RSA, CURVE), Passphrase.of("p"));
  private static final List<byte[]> MESSAGES = messages();
  private static final List<PgpSigningKey> SIGNING_KEYS =
      List.of(signingKey("cv25519"), signingKey("rsa2048"));

  private static final PGPPublicKey RSA_PUBLIC = rsaPublic();

  private static PGPPublicKey rsaPublic() {
    Path file = TestData.FIXTURES.resolve("keys").resolve("rsa2048.public.asc");
    try (var in = Files.newInputStream(file)) {
      return new PGPPublicKeyRing(KeyBytes.read(in), new BcKeyFingerprintCalculator())
          .getPublicKey();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PgpSecretKey secretKey(String name) {
    try {
      return TestData.secretKey(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PgpSigningKey signingKey(String name) {
    try {
      return TestData.signingKey(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<byte[]> messages() {
    try {
      var rsa = OpenPgp.encryptTo(TestData.publicKey("rsa2048"));
      var curve = OpenPgp.encryptTo(TestData.publicKey("cv25519"));
      return List.of(
          TestData.encrypt(TestData.quick("p"), PLAIN),
          TestData.encrypt(TestData.quick("p").compress(OpenPgpCompression.NONE, 0), PLAIN),
          TestData.encrypt(TestData.quick("p").compress(OpenPgpCompression.ZLIB, 9), PLAIN),
          TestData.encrypt(rsa, PLAIN),
          TestData.encrypt(curve, PLAIN),
          TestData.encrypt(curve.hiddenTo(TestData.publicKey("rsa2048")), PLAIN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Property(tries = 600)
  void aChangedMessageIsReadRightOrRefused(
      @ForAll @IntRange(max = 5) int which, @ForAll long seed) {
    byte[] changed = changed(MESSAGES.get(which), new Random(seed));
    limitStringToKey(changed);
    try {
      assertArrayEquals(PLAIN, TestData.decrypt(DECRYPTOR, changed));
    } catch (CryptoException e) {
      return; // as it should be
    } catch (IOException e) {
      throw new AssertionError("not one of ours", e);
    }
  }

  @Property(tries = 400)
  void aSignedContentThatWasChangedIsReadRightOrRefused(@ForAll boolean rsa, @ForAll long seed)
      throws IOException {
    PgpSigningKey key = SIGNING_KEYS.get(rsa ? 1 : 0);
    byte[] inside =
        Messages.join(
            Messages.announcement(key), Messages.literal(PLAIN), Messages.signature(key, PLAIN));
    byte[] message = Messages.encrypted("p", changed(inside, new Random(seed)));
    SignatureCheck check = SignatureCheck.signedBy(List.of(key.signer()));
    try (var in = DECRYPTOR.decrypt(new ByteArrayInputStream(message), check)) {
      assertArrayEquals(PLAIN, in.readAllBytes());
    } catch (CryptoException e) {
      return; // as it should be
    }
  }

  /** A changed count of 65 MB is no error, but takes long. */
  private static void limitStringToKey(byte[] message) {
    if (message.length > 14 && (message[0] & 0xff) == 0xc3) {
      message[14] &= 0x3f;
    }
  }

  private static byte[] changed(byte[] original, Random random) {
    byte[] changed = original.clone();
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextBoolean() ? random.nextInt(40) : random.nextInt(changed.length);
      changed[at] =
          (byte) (random.nextBoolean() ? changed[at] ^ 1 << random.nextInt(8) : random.nextInt());
    }
    boolean cut = random.nextInt(4) == 0;
    return cut ? Arrays.copyOf(changed, random.nextInt(changed.length + 10)) : changed;
  }

  @Property(tries = 300)
  void aChangedArmoredMessageIsReadRightOrRefused(@ForAll long seed) throws IOException {
    byte[] armored = armored(MESSAGES.get(4));
    try {
      assertArrayEquals(PLAIN, TestData.decrypt(DECRYPTOR, changed(armored, new Random(seed))));
    } catch (CryptoException e) {
      return; // as it should be
    }
  }

  private static byte[] armored(byte[] message) {
    String base64 = Base64.getMimeEncoder().encodeToString(message);
    return ("-----BEGIN PGP MESSAGE-----\nComment: x\n\n"
            + base64
            + "\n-----END PGP MESSAGE-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Property(tries = 100)
  void aChangedKeyIsReadOrRefused(@ForAll long seed) throws IOException {
    var file = TestData.FIXTURES.resolve("keys").resolve("cv25519.public.asc");
    byte[] binary = KeyBytes.read(new ByteArrayInputStream(Files.readAllBytes(file)));
    byte[] changed = changed(binary, new Random(seed));
    try {
      TestData.encrypt(encryptorTo(changed), PLAIN);
    } catch (CryptoException e) {
      return; // as it should be
    }
  }

  private static Encryptor encryptorTo(byte[] binary) throws IOException {
    return OpenPgp.encryptTo(PgpPublicKey.read(new ByteArrayInputStream(binary)));
  }

  @Property(tries = 100)
  void aChangedSecretKeyIsReadOrRefused(@ForAll long seed) throws IOException {
    var file = TestData.FIXTURES.resolve("keys").resolve("rsa2048.secret.asc");
    byte[] binary = KeyBytes.read(new ByteArrayInputStream(Files.readAllBytes(file)));
    byte[] changed = changed(binary, new Random(seed));
    try {
      PgpSecretKey.read(new ByteArrayInputStream(changed), Passphrase.of("p"));
    } catch (CryptoException e) {
      return; // as it should be
    }
  }

  @Property(tries = 500)
  void aChangedKeyFileIsReadOrRefused(@ForAll boolean locked, @ForAll long seed)
      throws IOException {
    String text =
        """
        Created: 1
        Key: (protected-private-key (rsa (n #00C1#)(e #03#)(protected openpgp-native
         (openpgp-private-key (version "4")(algo RSA)(skey _ #00C1# _ #03# _ #05# _ #0B# _ #11# _ "a\\x0a\\101b")
         (csum "0")(protection none)))))
        """;
    String protection = "sha1 AES #00112233445566778899AABBCCDDEEFF# \"3\" SHA1 8:saltsalt \"96\"";
    text = locked ? text.replace("protection none", "protection " + protection) : text;
    byte[] changed = changed(text.getBytes(StandardCharsets.US_ASCII), new Random(seed));
    try {
      GnuPgKeyFile.parse(changed).unlock(RSA_PUBLIC, Passphrase.of("p"));
    } catch (CryptoException e) {
      return; // as it should be
    }
  }
}
