package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which key signs, and why one does not, in home directories that the real gpg made. */
class SigningKeyIT {
  private static final Clock BEFORE_IT_EXPIRED =
      Clock.fixed(Instant.parse("2020-01-01T12:00:00Z"), ZoneOffset.UTC);
  private static final Clock IN_2031 =
      Clock.fixed(Instant.parse("2031-01-01T00:00:00Z"), ZoneOffset.UTC);

  private Gpg gpg;

  @BeforeEach
  void makeHome() throws Exception {
    gpg = new Gpg();
  }

  @AfterEach
  void removeHome() throws Exception {
    if (gpg != null) {
      gpg.close();
    }
  }

  private GnuPgHome home() {
    return GnuPgHome.at(gpg.home());
  }

  private void generate(String name, String use, String... before) throws Exception {
    String userId = name + " <" + name + "@sign.example>";
    var words = new ArrayList<>(List.of(before));
    words.addAll(List.of("--passphrase", "", "--quick-gen-key", userId, "ed25519", use, "never"));
    gpg.run(words.toArray(String[]::new));
  }

  /** Returns the fingerprints of the one key of the home directory, the primary key's first. */
  private List<String> fingerprints() throws Exception {
    return new String(gpg.run("--with-colons", "--list-keys"), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .map(line -> line.split(":", -1)[9])
        .toList();
  }

  private String addSubkey(String time, String expiry) throws Exception {
    List<String> before = fingerprints();
    gpg.run(
        "--faked-system-time",
        time,
        "--passphrase",
        "",
        "--quick-add-key",
        before.get(0),
        "ed25519",
        "sign",
        expiry);
    return fingerprints().get(before.size());
  }

  private String refusal(String id) {
    return refusal(home(), id);
  }

  private static String refusal(GnuPgHome home, String id) {
    var e = assertThrows(NoMatchingKeyException.class, () -> home.signingKey(id));
    return String.valueOf(e.getMessage());
  }

  @Test
  void theNewestSubkeyThatIsGoodAndWhoseSecretIsThereSigns() throws Exception {
    generate("sub", "sign");
    String primary = fingerprints().get(0);
    String first = addSubkey("20300101T000000", "never");
    String second = addSubkey("20300102T000000", "never");
    addSubkey("20300103T000000", "1d");
    var home = home().clock(IN_2031);
    for (String id : List.of(primary, first, second, "0x" + second.substring(32), "sub@")) {
      assertEquals(second.substring(24), home.signingKey(id).signingKeyId(), id);
    }
    assertEquals(first.substring(24), home.signingKey(first + "!").signingKeyId());
    Files.delete(keyFile(second));
    assertEquals(first.substring(24), home.signingKey(second).signingKeyId());
    String refused = refusal(home, second + "!");
    assertTrue(refused.contains("has no secret part in " + gpg.home()), refused);
    Files.delete(keyFile(first));
    assertEquals(primary.substring(24), home.signingKey(second).signingKeyId());
  }

  private Path keyFile(String fingerprint) throws Exception {
    List<String> lines =
        new String(
                gpg.run("--with-colons", "--with-keygrip", "--list-keys"), StandardCharsets.UTF_8)
            .lines()
            .toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(fingerprint)) {
        String grip = lines.get(i + 1).split(":", -1)[9];
        return gpg.home().resolve("private-keys-v1.d").resolve(grip + ".key");
      }
    }
    throw new AssertionError(fingerprint + " is not in " + lines);
  }

  private void makeKeyThatExpired() throws Exception {
    gpg.run(
        "--faked-system-time",
        "20200101T000000",
        "--passphrase",
        "",
        "--quick-gen-key",
        "Old <old@x>",
        "ed25519",
        "sign",
        "1d");
  }

  @Test
  void aKeyThatExpiredIsRefusedWithTheDayAndWhatToDo() throws Exception {
    makeKeyThatExpired();
    String refused = refusal("old@x");
    assertTrue(refused.contains("the key expired on 2020-01-02"), refused);
    assertTrue(refused.contains("gpg --quick-set-expire"), refused);
    home().clock(BEFORE_IT_EXPIRED).signingKey("old@x");
  }

  @Test
  void aSignatureFromBeforeItsKeyExpiredCounts() throws Exception {
    makeKeyThatExpired();
    PgpSigningKey key = home().clock(BEFORE_IT_EXPIRED).signingKey("old@x");
    readDemanding(key);
    PgpSigningKey late = key.clock(IN_2031);
    var e = assertThrows(SignatureRefusedException.class, () -> readDemanding(late));
    assertTrue(e.getMessage().contains("expired on 2020-01-02"), e.getMessage());
  }

  private void readDemanding(PgpSigningKey key) throws Exception {
    byte[] message = TestData.encrypt(TestData.quick("p").signWith(key), new byte[9]);
    PgpSigner signer = home().signer(key.fingerprint());
    Decryptor decryptor = OpenPgp.decryptWith(Passphrase.of("p"));
    SignatureCheck check = SignatureCheck.signedBy(List.of(signer));
    try (var in = decryptor.decrypt(new ByteArrayInputStream(message), check)) {
      assertEquals(9, in.readAllBytes().length);
    }
  }

  @Test
  void aRevokedKeySignsNothingAndItsSignaturesDoNotCount() throws Exception {
    generate("rev", "sign");
    PgpSigningKey key = home().signingKey("rev@");
    readDemanding(key);
    Path revocation;
    try (Stream<Path> all = Files.list(gpg.home().resolve("openpgp-revocs.d"))) {
      revocation = all.findFirst().orElseThrow();
    }
    String text = Files.readString(revocation).replace(":-----BEGIN", "-----BEGIN");
    gpg.run("--import", gpg.file(text.getBytes(StandardCharsets.UTF_8)).toString());
    assertTrue(refusal("rev@").contains("the key is revoked"));
    var e = assertThrows(SignatureRefusedException.class, () -> readDemanding(key));
    assertTrue(e.getMessage().contains("revoked"), e.getMessage());
  }

  @Test
  void aKeyThatIsNotForSigningIsRefused() throws Exception {
    generate("cert", "cert");
    String refused = refusal("cert@");
    assertTrue(refused.contains("cannot sign: it has no key for signing"), refused);
  }

  @Test
  void aKeyWithoutItsSecretPartIsRefused() throws Exception {
    gpg.run("--import", TestData.FIXTURES.resolve("keys/rsa2048.public.asc").toString());
    String refused = refusal("rsa2048@fixture.example");
    assertTrue(refused.contains("the key itself has no secret part in"), refused);
    assertTrue(refused.contains("gpg --import"), refused);
    assertEquals(
        "E3C7F700E9490A549E77C14323047D8C77B17F75", home().signer("77b17f75").fingerprint());
  }

  @Test
  void unknownAndAmbiguousNamesAreRefused() throws Exception {
    generate("twin1", "sign");
    generate("twin2", "sign");
    assertTrue(refusal("DEADBEEF").contains("no public key \"DEADBEEF\" in "));
    assertTrue(refusal("twin").contains("names several keys"));
    var e = assertThrows(NoMatchingKeyException.class, () -> home().signer("twin"));
    assertTrue(e.getMessage().contains("names several keys"), e.getMessage());
    assertThrows(NoMatchingKeyException.class, () -> home().signer("DEADBEEF"));
  }

  @Test
  void keysOfTheFixturesSignAsImportedInBatchMode() throws Exception {
    for (String name : List.of("cv25519", "rsa2048")) {
      Path file = TestData.FIXTURES.resolve("keys").resolve(name + ".secret.asc");
      gpg.run("--import", file.toString());
      readDemanding(home().signingKey(name + "@fixture.example", Passphrase.of("key-passphrase")));
    }
  }

  @Test
  void theSecretKeysOfOldGpgSign() throws Exception {
    generate("old", "sign");
    Path old = Files.createDirectory(gpg.home().resolve("old"));
    Files.write(old.resolve("secring.gpg"), gpg.run("--export-secret-keys", "old@"));
    Files.write(old.resolve("pubring.gpg"), gpg.run("--export", "old@"));
    readDemanding(GnuPgHome.at(old).signingKey("old@"));
  }

  @Test
  void aSubkeyThatWasClaimedFromAnotherKeyDoesNotCount() throws Exception {
    generate("owner", "cert");
    String subkey = addSubkey("20300101T000000", "never");
    byte[] owner = gpg.run("--export", fingerprints().get(0));
    PgpSigningKey key = home().clock(IN_2031).signingKey(subkey);
    byte[] forged = StolenSubkey.claimedBy(TestData.secretRing("rsa2048"), owner);
    PgpSigner thief = PgpSigner.read(new ByteArrayInputStream(forged));
    byte[] message = TestData.encrypt(TestData.quick("p").signWith(key), new byte[9]);
    Decryptor decryptor = OpenPgp.decryptWith(Passphrase.of("p"));
    SignatureCheck check = SignatureCheck.signedBy(List.of(thief));
    var e =
        assertThrows(
            SignatureRefusedException.class,
            () -> decryptor.decrypt(new ByteArrayInputStream(message), check).readAllBytes());
    assertTrue(e.getMessage().contains("has not confirmed that it belongs"), e.getMessage());
    assertTrue(Arrays.equals(owner, gpg.run("--export", fingerprints().get(0))));
  }
}
