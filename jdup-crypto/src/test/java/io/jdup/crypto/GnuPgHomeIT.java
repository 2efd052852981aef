package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Home directories that the real gpg made: finding keys, and the forms secret keys are kept in. */
class GnuPgHomeIT {
  private static final String CV_FINGERPRINT = "B2AF084DA9620B684D18251724C7A2540766C968";
  private static final byte[] PLAIN = "what was in it".getBytes(StandardCharsets.UTF_8);

  private static Gpg gpg;

  @BeforeAll
  static void importFixtureKeys() throws Exception {
    gpg = new Gpg();
    Path keys = TestData.FIXTURES.resolve("keys");
    for (String name : List.of("cv25519", "rsa2048")) {
      gpg.run("--import", keys.resolve(name + ".secret.asc").toString());
    }
    generate("Expired <expired@jdup.example>", "rsa1024", "encr", "20200101T000000", "1d");
    generate("Signer <signer@jdup.example>", "ed25519", "sign", "20200101T000000", "never");
    generate("Twin <twin@jdup.example>", "rsa1024", "encr", "20200101T000000", "never");
    generate("Twin <twin@jdup.example>", "rsa1024", "encr", "20200102T000000", "never");
    generate("Renewed <renewed@jdup.example>", "rsa1024", "encr", "20200101T000000", "1d");
    generate("Renewed <renewed@jdup.example>", "rsa1024", "encr", "20200102T000000", "never");
  }

  private static void generate(
      String userId, String algorithm, String use, String time, String expiry) throws Exception {
    String[] common = {"--faked-system-time", time, "--passphrase", ""};
    gpg.run(concat(common, "--quick-gen-key", userId, "ed25519", "sign", expiry));
    if (use.equals("encr")) {
      String last = fingerprints(userId).reduce((a, b) -> b).orElseThrow();
      gpg.run(concat(common, "--quick-add-key", last, algorithm, use, expiry));
    }
  }

  private static String[] concat(String[] a, String... b) {
    return Stream.concat(Stream.of(a), Stream.of(b)).toArray(String[]::new);
  }

  /** Returns the fingerprints of the primary keys with this user id, in gpg's order. */
  private static Stream<String> fingerprints(String userId) throws Exception {
    byte[] listing = gpg.run("--with-colons", "--list-keys", "=" + userId);
    List<String> lines = new String(listing, StandardCharsets.UTF_8).lines().toList();
    return Stream.iterate(0, i -> i < lines.size() - 1, i -> i + 1)
        .filter(i -> lines.get(i).startsWith("pub:"))
        .map(i -> lines.get(i + 1).split(":", -1)[9]);
  }

  @AfterAll
  static void remove() throws Exception {
    if (gpg != null) {
      gpg.close();
    }
  }

  private static GnuPgHome home() {
    return GnuPgHome.at(gpg.home());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CV_FINGERPRINT,
        "0x" + CV_FINGERPRINT,
        "b2af 084d a962 0b68 4d18  2517 24c7 a254 0766 c968",
        "24C7A2540766C968",
        "0x24c7a2540766c968",
        "0766C968",
        "61A499218D100548", // the subkey
        "61A499218D100548!",
        "cv25519@fixture.example",
        "<CV25519@fixture.example>",
        "jdup fixture cv25519",
        "=jdup fixture cv25519 <cv25519@fixture.example>",
        "CV25519"
      })
  void aKeyIsFoundByAnyOfItsNames(String name) throws Exception {
    PgpPublicKey key = home().publicKey(name);
    assertEquals(CV_FINGERPRINT, key.fingerprint());
    assertEquals("24C7A2540766C968", key.keyId());
    assertEquals("61A499218D100548", key.encryptionKeyId());
    assertEquals(List.of("jdup fixture cv25519 <cv25519@fixture.example>"), key.userIds());
  }

  @Test
  void aNameOfSeveralKeysIsRefusedWithTheCandidates() {
    var e = assertThrows(NoMatchingKeyException.class, () -> home().publicKey("fixture"));
    assertTrue(e.getMessage().contains(CV_FINGERPRINT), e.getMessage());
    assertTrue(e.getMessage().contains("rsa2048@fixture.example"), e.getMessage());
    assertThrows(NoMatchingKeyException.class, () -> home().publicKey("twin@jdup.example"));
  }

  @Test
  void anUnknownKeySaysWhereItWasLookedFor() {
    for (String id : List.of("nobody", "DEADBEEF", "<fixture.example>", "=jdup fixture")) {
      var e = assertThrows(NoMatchingKeyException.class, () -> home().publicKey(id));
      assertTrue(e.getMessage().contains(id), e.getMessage());
      assertTrue(e.getMessage().contains(gpg.home() + "/pubring.kbx"), e.getMessage());
      assertTrue(e.getMessage().contains("--recv-keys"), e.getMessage());
    }
  }

  @Test
  void expiredAndSignOnlyKeysAreRefusedWithTheReason() throws Exception {
    var expired = assertThrows(NoMatchingKeyException.class, () -> home().publicKey("expired@"));
    assertTrue(expired.getMessage().contains("expired on 2020-01-02"), expired.getMessage());
    var signer = assertThrows(NoMatchingKeyException.class, () -> home().publicKey("signer@"));
    assertTrue(signer.getMessage().contains("no key for encryption"), signer.getMessage());
    Clock before = Clock.fixed(Instant.parse("2020-01-01T12:00:00Z"), ZoneOffset.UTC);
    home().clock(before).publicKey("expired@");
  }

  @Test
  void ofSeveralKeysTheOnlyUsableOneIsTaken() throws Exception {
    String newer = fingerprints("Renewed <renewed@jdup.example>").reduce((a, b) -> b).orElseThrow();
    assertEquals(newer, home().publicKey("renewed@jdup.example").fingerprint());
  }

  @Test
  void theNewestSubkeyThatIsNeitherExpiredNorRevokedIsUsed() throws Exception {
    try (var other = new Gpg()) {
      other.run("--passphrase", "", "--quick-gen-key", "Sub <sub@x>", "ed25519", "sign", "never");
      var subkeys = new SubkeyMaker(other);
      String first = subkeys.add("20300101T000000", "never");
      String second = subkeys.add("20300102T000000", "never");
      subkeys.add("20300103T000000", "1d");
      Clock in2031 = Clock.fixed(Instant.parse("2031-01-01T00:00:00Z"), ZoneOffset.UTC);
      var home = GnuPgHome.at(other.home()).clock(in2031);
      assertEquals(second, home.publicKey("sub").encryptionKeyId());
      assertEquals(first, home.publicKey(first + "!").encryptionKeyId());
      assertEquals(second, home.publicKey(first).encryptionKeyId());
    }
  }

  /** Adds subkeys for encryption to the one key of a home directory. */
  private record SubkeyMaker(Gpg gpg) {
    String add(String time, String expiry) throws Exception {
      String primary = colons("fpr").get(0)[9];
      gpg.run(
          "--faked-system-time",
          time,
          "--passphrase",
          "",
          "--quick-add-key",
          primary,
          "cv25519",
          "encr",
          expiry);
      List<String[]> subkeys = colons("sub");
      return subkeys.get(subkeys.size() - 1)[4];
    }

    private List<String[]> colons(String kind) throws Exception {
      byte[] listing = gpg.run("--with-colons", "--list-keys");
      return new String(listing, StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(":", -1))
          .filter(fields -> fields[0].equals(kind))
          .toList();
    }
  }

  @Test
  void aRevokedKeyIsRefused() throws Exception {
    try (var other = new Gpg()) {
      other.run(
          "--passphrase", "", "--quick-gen-key", "Rev <rev@x>", "default", "default", "never");
      Path revocation;
      try (Stream<Path> all = Files.list(other.home().resolve("openpgp-revocs.d"))) {
        revocation = all.findFirst().orElseThrow();
      }
      String text = Files.readString(revocation).replace(":-----BEGIN", "-----BEGIN");
      other.run("--import", other.file(text.getBytes(StandardCharsets.UTF_8)).toString());
      var e =
          assertThrows(
              NoMatchingKeyException.class, () -> GnuPgHome.at(other.home()).publicKey("rev"));
      assertTrue(e.getMessage().contains("revoked"), e.getMessage());
    }
  }

  @Test
  void keysAsImportedInBatchModeAreUnlocked() throws Exception {
    Decryptor decryptor = OpenPgp.decryptWith(home().secretKeys(Passphrase.of("key-passphrase")));
    for (String name : List.of("pk-rsa", "pk-cv25519", "pk-hidden")) {
      Path archive = TestData.FIXTURES.resolve(name).resolve("archive");
      Path manifest = archive.resolve("duplicity-full.20231114T221320Z.manifest.gpg");
      byte[] plain = TestData.decrypt(decryptor, Files.readAllBytes(manifest));
      assertTrue(new String(plain, StandardCharsets.UTF_8).startsWith("Hostname fixturehost\n"));
    }
    var wrong = OpenPgp.decryptWith(home().secretKeys(Passphrase.of("wrong")));
    byte[] encrypted = TestData.encrypt(OpenPgp.encryptTo(home().publicKey("cv25519")), PLAIN);
    assertThrows(WrongPassphraseException.class, () -> TestData.decrypt(wrong, encrypted));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "future-default"})
  void keysInTheOldCanonicalFormAreUnlocked(String algorithm) throws Exception {
    try (var old = new Gpg()) {
      old.agentOption("disable-extended-key-format");
      old.run(
          "--passphrase", "pw", "--quick-gen-key", "Old <old@x>", algorithm, "default", "never");
      checkSecretKey(old, "pw");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "future-default"})
  void keysProtectedWithCbcAreUnlocked(String algorithm) throws Exception {
    String tool = "/usr/lib/gnupg/gpg-protect-tool";
    assumeTrue(Files.exists(Path.of(tool)), "no gpg-protect-tool");
    try (var cbc = new Gpg()) {
      cbc.run("--passphrase", "", "--quick-gen-key", "Cbc <cbc@x>", algorithm, "default", "never");
      for (Path file : keyFiles(cbc)) {
        byte[] plain = SExpressionParser.parseFile(Files.readAllBytes(file)).canonical();
        Path copy = cbc.file(plain);
        Files.write(file, cbc.runProgram(List.of(tool, "-p", "-P", "pw", copy.toString())));
      }
      checkSecretKey(cbc, "pw");
    }
  }

  @Test
  void keysInSecringAreUnlocked(@TempDir Path old) throws Exception {
    String[] export = {"--passphrase", "key-passphrase", "--export-secret-keys"};
    Files.write(old.resolve("secring.gpg"), gpg.run(concat(export, "cv25519", "rsa2048")));
    Files.write(old.resolve("pubring.gpg"), gpg.run("--export", "cv25519", "rsa2048", "twin"));
    var home = GnuPgHome.at(old);
    for (String name : List.of("cv25519", "rsa2048")) {
      byte[] encrypted = TestData.encrypt(OpenPgp.encryptTo(home.publicKey(name)), PLAIN);
      SecretKeys keys = home.secretKeys(Passphrase.of("key-passphrase"));
      assertArrayEquals(PLAIN, TestData.decrypt(OpenPgp.decryptWith(keys), encrypted));
    }
  }

  @Test
  void aKeyOnASmartcardIsNamedAsSuch(@TempDir Path card) throws Exception {
    Files.write(card.resolve("pubring.gpg"), gpg.run("--export", "cv25519"));
    Path keys = Files.createDirectory(card.resolve("private-keys-v1.d"));
    for (Path file : keyFiles(gpg)) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      String shadowed = text.replace("(protected-private-key", "(shadowed-private-key");
      Files.writeString(keys.resolve(file.getFileName()), shadowed, StandardCharsets.ISO_8859_1);
    }
    var home = GnuPgHome.at(card);
    byte[] encrypted = TestData.encrypt(OpenPgp.encryptTo(home.publicKey("cv25519")), PLAIN);
    var e =
        assertThrows(
            CryptoException.class,
            () -> TestData.decrypt(OpenPgp.decryptWith(home.secretKeys()), encrypted));
    assertTrue(e.getMessage().contains("smartcard"), e.getMessage());
  }

  @Test
  void aMessageForOthersListsItsRecipients(@TempDir Path empty) throws Exception {
    PgpPublicKey key = home().publicKey("cv25519");
    byte[] encrypted = TestData.encrypt(OpenPgp.encryptTo(key).hiddenTo(key), PLAIN);
    var decryptor = OpenPgp.decryptWith(GnuPgHome.at(empty).secretKeys());
    var e =
        assertThrows(NoMatchingKeyException.class, () -> TestData.decrypt(decryptor, encrypted));
    assertTrue(e.getMessage().contains("61A499218D100548, hidden"), e.getMessage());
    assertTrue(e.getMessage().contains(empty.toString()), e.getMessage());
  }

  private static void checkSecretKey(Gpg made, String passphrase) throws Exception {
    var home = GnuPgHome.at(made.home());
    byte[] encrypted = TestData.encrypt(OpenPgp.encryptTo(home.publicKey("@x")), PLAIN);
    var right = OpenPgp.decryptWith(home.secretKeys(Passphrase.of(passphrase)));
    assertArrayEquals(PLAIN, TestData.decrypt(right, encrypted));
    var wrong = OpenPgp.decryptWith(home.secretKeys(Passphrase.of("not " + passphrase)));
    assertThrows(WrongPassphraseException.class, () -> TestData.decrypt(wrong, encrypted));
    assertThrows(
        WrongPassphraseException.class,
        () -> TestData.decrypt(OpenPgp.decryptWith(home.secretKeys()), encrypted));
    assertThrows(
        IntegrityException.class,
        () -> PgpSecretKey.read(new ByteArrayInputStream(encrypted), Passphrase.of("x")));
  }

  private static List<Path> keyFiles(Gpg made) throws Exception {
    try (Stream<Path> all = Files.list(made.home().resolve("private-keys-v1.d"))) {
      return all.toList();
    }
  }
}
