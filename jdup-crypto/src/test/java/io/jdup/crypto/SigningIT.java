package io.jdup.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures both ways with the real gpg, by keys of every kind that it makes. */
class SigningIT {
  private static final String PASSWORD = "key pass";
  private static final List<String> ALGORITHMS =
      List.of(
          "rsa2048",
          "dsa1024",
          "dsa2048",
          "ed25519",
          "nistp256",
          "nistp384",
          "nistp521",
          "brainpoolP256r1");

  private static Gpg gpg;

  @BeforeAll
  static void makeKeys() throws Exception {
    gpg = new Gpg();
    for (String algorithm : ALGORITHMS) {
      String passphrase =
          algorithm.equals("rsa2048") || algorithm.equals("nistp256") ? PASSWORD : "";
      generate(algorithm, passphrase, algorithm);
    }
    generate("subkey", PASSWORD, "rsa1024");
    gpg.run("--passphrase", PASSWORD, "--quick-add-key", fingerprint("subkey"), "ed25519", "sign");
  }

  private static void generate(String name, String passphrase, String algorithm) throws Exception {
    String userId = name + " <" + name + "@sign.example>";
    gpg.run("--passphrase", passphrase, "--quick-gen-key", userId, algorithm, "sign", "never");
  }

  @AfterAll
  static void removeKeys() throws Exception {
    if (gpg != null) {
      gpg.close();
    }
  }

  private static GnuPgHome home() {
    return GnuPgHome.at(gpg.home());
  }

  private static String fingerprint(String name) throws Exception {
    return colons("fpr", name).get(0)[9];
  }

  private static List<String[]> colons(String kind, String name) throws Exception {
    byte[] listing = gpg.run("--with-colons", "--list-keys", "<" + name + "@sign.example>");
    var found = new ArrayList<String[]>();
    for (String line : new String(listing, StandardCharsets.UTF_8).lines().toList()) {
      if (line.startsWith(kind + ":")) {
        found.add(line.split(":", -1));
      }
    }
    return found;
  }

  private static PgpSigningKey signingKey(String name) throws Exception {
    return home().signingKey(name + "@sign.example", Passphrase.of(PASSWORD));
  }

  private static byte[] decrypt(byte[] message, SignatureCheck check) throws Exception {
    Decryptor decryptor = OpenPgp.decryptWith(Passphrase.of("p"));
    try (var in = decryptor.decrypt(new ByteArrayInputStream(message), check)) {
      return in.readAllBytes();
    }
  }

  private static SignatureCheck by(String name) throws Exception {
    return SignatureCheck.signedBy(List.of(home().signer(name + "@sign.example")));
  }

  /** Decrypts with gpg; returns the lines it writes for programs. */
  private static List<String> status(byte[] message, byte[] wanted) throws Exception {
    Path status = Files.createTempFile(gpg.home(), "status", "");
    String[] words = {"--status-file", status.toString(), "--passphrase", "p", "-d"};
    var command = new ArrayList<>(List.of(words));
    command.add(gpg.file(message).toString());
    assertArrayEquals(wanted, gpg.run(command.toArray(String[]::new)));
    return Files.readAllLines(status);
  }

  private static List<String> keyNames() {
    return List.of(
        "rsa2048",
        "dsa1024",
        "dsa2048",
        "ed25519",
        "nistp256",
        "nistp384",
        "nistp521",
        "brainpoolP256r1");
  }

  @ParameterizedTest
  @MethodSource("keyNames")
  void gpgVerifiesOurSignatures(String name) throws Exception {
    for (int length : List.of(0, 1, 70_000, 300_000)) {
      byte[] plain = TestData.noise(length, 3);
      byte[] message = TestData.encrypt(TestData.quick("p").signWith(signingKey(name)), plain);
      List<String> status = status(message, plain);
      String good = "[GNUPG:] GOODSIG " + fingerprint(name).substring(24) + " ";
      assertEquals(1, status.stream().filter(line -> line.startsWith(good)).count(), "" + status);
      assertArrayEquals(plain, decrypt(message, by(name)));
    }
  }

  @ParameterizedTest
  @EnumSource(OpenPgpCompression.class)
  void gpgVerifiesSignaturesInEveryCompression(OpenPgpCompression compression) throws Exception {
    byte[] plain = "again and again ".repeat(30_000).getBytes(StandardCharsets.UTF_8);
    var encryptor = TestData.quick("p").signWith(signingKey("ed25519")).compress(compression);
    byte[] message = TestData.encrypt(encryptor, plain);
    assertTrue(status(message, plain).toString().contains("[GNUPG:] VALIDSIG "));
    assertArrayEquals(plain, decrypt(message, by("ed25519")));
  }

  @Test
  void ourPacketsAreThoseOfGpg() throws Exception {
    byte[] ours =
        TestData.encrypt(TestData.quick("p").signWith(signingKey("ed25519")), new byte[9]);
    String file = gpg.file(new byte[9]).toString();
    byte[] theirs =
        gpg.run("--passphrase", "p", "-u", fingerprint("ed25519"), "-o", "-", "-s", "-c", file);
    assertEquals(packets(theirs), packets(ours));
  }

  /** Returns what gpg says of the packets, without what differs from message to message. */
  private static List<String> packets(byte[] message) throws Exception {
    byte[] listing = gpg.run("--passphrase", "p", "--list-packets", gpg.file(message).toString());
    return new String(listing, StandardCharsets.UTF_8)
        .lines()
        .filter(
            line -> line.startsWith(":one") || line.startsWith(":sig") || line.contains("subpkt"))
        .map(line -> line.replaceAll("sig created .*|created \\d+", "created"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("keyNames")
  void weVerifyTheSignaturesOfGpg(String name) throws Exception {
    byte[] plain = TestData.noise(200_000, 4);
    byte[] message = signedByGpg(plain, "-u", name + "@sign.example");
    assertArrayEquals(plain, decrypt(message, by(name)));
    String other = name.equals("ed25519") ? "nistp256" : "ed25519";
    SignatureCheck otherDemanded = by(other);
    var e = assertThrows(SignatureRefusedException.class, () -> decrypt(message, otherDemanded));
    assertTrue(e.getMessage().contains(home().signer(other + "@").fingerprint()), e.getMessage());
  }

  private static byte[] signedByGpg(byte[] plain, String... options) throws Exception {
    var words = new ArrayList<>(List.of("--passphrase", PASSWORD));
    words.addAll(List.of(options));
    // signed first, encrypted then: the passphrases differ
    words.addAll(List.of("-o", "-", "-s", gpg.file(plain).toString()));
    byte[] signed = gpg.run(words.toArray(String[]::new));
    return Messages.encrypted("p", signed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA1", "RIPEMD160", "SHA224", "SHA256", "SHA384", "SHA512"})
  void weVerifyEveryHashOfGpg(String hash) throws Exception {
    byte[] plain = TestData.noise(100_000, 5);
    byte[] message = signedByGpg(plain, "--digest-algo", hash, "-u", "rsa2048@sign.example");
    assertArrayEquals(plain, decrypt(message, by("rsa2048")));
  }

  @Test
  void aSubkeySignsForItsPrimaryKey() throws Exception {
    String primary = fingerprint("subkey");
    String subkey = colons("fpr", "subkey").get(1)[9];
    byte[] plain = TestData.noise(1000, 6);
    PgpSigningKey key = signingKey("subkey");
    assertEquals(primary, key.fingerprint());
    assertEquals(subkey.substring(24), key.signingKeyId());
    byte[] ours = TestData.encrypt(TestData.quick("p").signWith(key), plain);
    assertTrue(status(ours, plain).toString().contains("GOODSIG " + subkey.substring(24)));
    byte[] theirs = signedByGpg(plain, "-u", primary);
    for (byte[] message : List.of(ours, theirs)) {
      for (String id :
          List.of(primary, subkey, "0x" + subkey.substring(32).toLowerCase(Locale.ROOT))) {
        PgpSigner signer = home().signer(id);
        assertArrayEquals(plain, decrypt(message, SignatureCheck.signedBy(List.of(signer))));
      }
    }
    PgpSigningKey itself = home().signingKey(primary + "!", Passphrase.of(PASSWORD));
    assertEquals(primary.substring(24), itself.signingKeyId());
  }

  @ParameterizedTest
  @CsvSource({"rsa2048, key pass", "ed25519, ''", "nistp256, key pass", "dsa1024, ''"})
  void exportedKeysSignToo(String name, String passphrase) throws Exception {
    byte[] exported = gpg.run("--passphrase", passphrase, "--export-secret-keys", name + "@");
    var key = PgpSigningKey.read(new ByteArrayInputStream(exported), Passphrase.of(passphrase));
    byte[] plain = TestData.noise(100, 7);
    byte[] message = TestData.encrypt(TestData.quick("p").signWith(key), plain);
    assertTrue(status(message, plain).toString().contains("GOODSIG"));
    SignatureCheck check = SignatureCheck.signedBy(List.of(key.signer()));
    assertArrayEquals(plain, decrypt(message, check));
    if (!passphrase.isEmpty()) {
      assertThrows(
          WrongPassphraseException.class,
          () -> PgpSigningKey.read(new ByteArrayInputStream(exported), Passphrase.of("x")));
    }
  }

  @Test
  void twoSignersAreEnoughForEither() throws Exception {
    byte[] plain = TestData.noise(1000, 8);
    byte[] message = signedByGpg(plain, "-u", "ed25519@", "-u", "rsa2048@");
    assertArrayEquals(plain, decrypt(message, by("ed25519")));
    assertArrayEquals(plain, decrypt(message, by("rsa2048")));
    SignatureCheck third = by("nistp256");
    assertThrows(SignatureRefusedException.class, () -> decrypt(message, third));
  }

  @Test
  void aSignatureOnTextProvesNothing() throws Exception {
    byte[] plain = "one\ntwo\n".getBytes(StandardCharsets.UTF_8);
    byte[] message = signedByGpg(plain, "--textmode", "-u", "ed25519@");
    SignatureCheck check = by("ed25519");
    var e = assertThrows(SignatureRefusedException.class, () -> decrypt(message, check));
    assertTrue(e.getMessage().contains("not supported"), e.getMessage());
  }

  @Test
  void aLockedKeyWantsItsPassphrase() {
    for (String id : List.of("rsa2048@", "nistp256@")) {
      assertThrows(WrongPassphraseException.class, () -> home().signingKey(id));
      assertThrows(
          WrongPassphraseException.class, () -> home().signingKey(id, Passphrase.of("wrong")));
    }
  }

  @Test
  void theHomeDirectoryIsOnlyRead() throws Exception {
    var before = gpg.snapshot();
    signingKey("rsa2048");
    signingKey("subkey");
    assertEquals(before, gpg.snapshot());
  }
}
