package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways with the real gpg: what one encrypts, the other decrypts. */
class GpgIT {
  private static final String RSA =
      """
      Key-Type: RSA
      Key-Length: 2048
      Subkey-Type: RSA
      Subkey-Length: 4096
      Name-Real: Rita Locked
      Name-Email: rita@jdup.example
      """;
  private static final String CURVE =
      """
      Key-Type: EDDSA
      Key-Curve: ed25519
      Subkey-Type: ECDH
      Subkey-Curve: cv25519
      Name-Real: Eddy Open
      Name-Email: eddy@jdup.example
      """;
  private static final String NIST =
      """
      Key-Type: ECDSA
      Key-Curve: nistp256
      Subkey-Type: ECDH
      Subkey-Curve: nistp384
      Name-Real: Nina Locked
      Name-Email: nina@jdup.example
      """;
  private static final String PASSWORD = "key pass";

  private static Gpg gpg;

  @BeforeAll
  static void makeKeys() throws Exception {
    gpg = new Gpg();
    gpg.generate(RSA, PASSWORD);
    gpg.generate(CURVE, "");
    gpg.generate(NIST, PASSWORD);
  }

  @AfterAll
  static void removeKeys() throws Exception {
    if (gpg != null) {
      gpg.close();
    }
  }

  private static byte[] text(int length) {
    byte[] noise = TestData.noise(length, 7);
    for (int i = 0; i < length; i++) {
      noise[i] &= (byte) (i / 1000 % 2 == 0 ? 0x0f : 0xff); // one half compresses
    }
    return noise;
  }

  private static GnuPgHome home() {
    return GnuPgHome.at(gpg.home());
  }

  @ParameterizedTest
  @EnumSource(OpenPgpCompression.class)
  void gpgReadsOurPassphraseMessages(OpenPgpCompression compression) throws Exception {
    for (int length : List.of(0, 1, 100, 8400, 65530, 65536, 300_000)) {
      byte[] encrypted =
          TestData.encrypt(TestData.quick("p ü").compress(compression, 6), text(length));
      byte[] plain = gpg.run("--passphrase", "p ü", "-d", gpg.file(encrypted).toString());
      assertArrayEquals(text(length), plain);
    }
  }

  @Test
  void gpgReadsOurDefaultsAndSha1() throws Exception {
    var defaults = OpenPgp.encryptWith(Passphrase.of("p"));
    for (Encryptor encryptor : List.of(defaults, defaults.stringToKey(StringToKey.SHA1, 0x60))) {
      byte[] encrypted = TestData.encrypt(encryptor, text(1000));
      assertArrayEquals(
          text(1000), gpg.run("--passphrase", "p", "-d", gpg.file(encrypted).toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rita", "eddy", "nina"})
  void gpgReadsOurMessagesToKeys(String name) throws Exception {
    var encryptor = OpenPgp.encryptTo(home().publicKey(name));
    for (int length : List.of(0, 70_000)) {
      byte[] encrypted = TestData.encrypt(encryptor, text(length));
      byte[] plain = gpg.run("--passphrase", PASSWORD, "-d", gpg.file(encrypted).toString());
      assertArrayEquals(text(length), plain);
    }
  }

  @Test
  void recipientsStandInOrderAndHiddenOnesLast() throws Exception {
    PgpPublicKey rita = home().publicKey("rita");
    PgpPublicKey eddy = home().publicKey("eddy");
    PgpPublicKey nina = home().publicKey("nina");
    byte[] encrypted = TestData.encrypt(OpenPgp.encryptTo(nina, rita).hiddenTo(eddy), text(10));
    String packets =
        new String(
            gpg.run("--passphrase", PASSWORD, "--list-packets", gpg.file(encrypted).toString()),
            StandardCharsets.UTF_8);
    List<String> ids = new ArrayList<>();
    for (String line : packets.lines().toList()) {
      if (line.startsWith(":pubkey enc packet:")) {
        ids.add(line.substring(line.length() - 16));
      }
    }
    assertEquals(List.of(nina.encryptionKeyId(), rita.encryptionKeyId(), "0000000000000000"), ids);
    assertTrue(packets.contains("compressed packet: algo=2"), packets);
    assertTrue(packets.contains("mode b (62), created 0, name=\"\""), packets);
  }

  @Test
  void gpgReadsMessagesToHiddenRecipientsOnly() throws Exception {
    byte[] encrypted =
        TestData.encrypt(OpenPgp.encryptHiddenTo(home().publicKey("eddy")), text(10));
    try (var other = new Gpg()) {
      other.run("--import", gpg.file(gpg.run("--export-secret-keys", "eddy")).toString());
      assertArrayEquals(text(10), other.run("-d", other.file(encrypted).toString()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AES, none",
    "AES192, zip",
    "AES256, zlib",
    "AES256, bzip2",
    "3DES, zip",
    "CAST5, bzip2",
    "BLOWFISH, none",
    "TWOFISH, zlib",
    "CAMELLIA128, zip",
    "CAMELLIA192, none",
    "CAMELLIA256, zip",
    "IDEA, zip"
  })
  void weReadEveryCipherAndCompressionOfGpg(String cipher, String compression) throws Exception {
    for (int length : List.of(0, 5000, 200_000)) {
      String file = gpg.file(text(length)).toString();
      byte[] encrypted =
          gpg.run(
              "--passphrase",
              "p",
              "--cipher-algo",
              cipher,
              "--compress-algo",
              compression,
              "-o",
              "-",
              "--force-mdc",
              "-c",
              file);
      assertArrayEquals(text(length), TestData.decrypt("p", encrypted));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, MD5",
    "1, SHA1",
    "3, SHA256",
    "3, SHA384",
    "3, SHA512",
    "3, SHA224",
    "3, RIPEMD160"
  })
  void weReadEveryWayOfMakingAKey(String mode, String hash) throws Exception {
    String file = gpg.file(text(100)).toString();
    byte[] encrypted =
        gpg.run(
            "--passphrase",
            "pä",
            "--s2k-mode",
            mode,
            "--s2k-digest-algo",
            hash,
            "--armor",
            "-o",
            "-",
            "-c",
            file);
    assertArrayEquals(text(100), TestData.decrypt("pä", encrypted));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rita", "eddy", "nina"})
  void weReadMessagesToKeysWithTheHomeDirectory(String name) throws Exception {
    Decryptor decryptor = OpenPgp.decryptWith(home().secretKeys(Passphrase.of(PASSWORD)));
    String file = gpg.file(text(20_000)).toString();
    for (String to : List.of("-r", "-R")) {
      byte[] encrypted = gpg.run("-o", "-", "-e", to, name, file);
      var before = gpg.snapshot();
      assertArrayEquals(text(20_000), TestData.decrypt(decryptor, encrypted));
      assertEquals(before, gpg.snapshot());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rita", "eddy", "nina"})
  void weReadMessagesWithExportedKeys(String name) throws Exception {
    byte[] exported = gpg.run("--passphrase", PASSWORD, "--armor", "--export-secret-keys", name);
    var key = PgpSecretKey.read(new ByteArrayInputStream(exported), Passphrase.of(PASSWORD));
    String file = gpg.file(text(20)).toString();
    byte[] encrypted = gpg.run("--armor", "-o", "-", "-e", "-R", name, file);
    assertArrayEquals(text(20), TestData.decrypt(OpenPgp.decryptWith(key), encrypted));
  }

  @Test
  void weReadSignedMessagesAndMessagesForSeveral() throws Exception {
    String file = gpg.file(text(20_000)).toString();
    byte[] encrypted =
        gpg.run(
            "--passphrase",
            PASSWORD,
            "-o",
            "-",
            "-u",
            "eddy",
            "-u",
            "rita",
            "-s",
            "-e",
            "-r",
            "nina",
            "-r",
            "eddy",
            "-R",
            "rita",
            file);
    Decryptor open = OpenPgp.decryptWith(home().secretKeys());
    assertArrayEquals(text(20_000), TestData.decrypt(open, encrypted));
    byte[] both = gpg.run("--passphrase", PASSWORD, "-o", "-", "-c", "-e", "-r", "rita", file);
    assertArrayEquals(text(20_000), TestData.decrypt(PASSWORD, both));
  }

  @Test
  void aLockedKeyWithoutItsPassphraseIsNamed() throws Exception {
    byte[] encrypted = gpg.run("-o", "-", "-e", "-r", "rita", gpg.file(text(20)).toString());
    String id = home().publicKey("rita").encryptionKeyId();
    var none =
        assertThrows(
            WrongPassphraseException.class,
            () -> TestData.decrypt(OpenPgp.decryptWith(home().secretKeys()), encrypted));
    assertTrue(none.getMessage().contains(id), none.getMessage());
    var wrong = OpenPgp.decryptWith(home().secretKeys(Passphrase.of("not it")));
    var refused =
        assertThrows(WrongPassphraseException.class, () -> TestData.decrypt(wrong, encrypted));
    assertTrue(refused.getMessage().contains(id), refused.getMessage());
  }
}
