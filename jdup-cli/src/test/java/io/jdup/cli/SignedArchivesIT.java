package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signed backups through the launcher, without a locale and without a terminal, beside the real
 * duplicity and gpg.
 */
class SignedArchivesIT {
  private static final Path KEYS = Path.of("..", "testdata", "fixtures", "keys");
  private static final String CURVE = "B2AF084DA9620B684D18251724C7A2540766C968";
  private static final String RSA = "E3C7F700E9490A549E77C14323047D8C77B17F75";
  private static final String CURVE_PASSPHRASE = "key-passphrase";

  @TempDir Path directory;
  private Workplace place; // knows the passphrase of the signing key

  @BeforeEach
  void prepare() throws Exception {
    Workplace.require("gpg");
    Workplace empty = Workplace.in(directory).with("LANG", "");
    Path home = Files.createDirectories(directory.resolve("gnupg"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(home.resolve("gpg-agent.conf"), "allow-loopback-pinentry\n");
    place =
        empty
            .with("GNUPGHOME", home.toString())
            .with("PASSPHRASE", "")
            .with("SIGN_PASSPHRASE", CURVE_PASSPHRASE);
    for (String name : List.of("cv25519", "rsa2048")) {
      String file = KEYS.resolve(name + ".secret.asc").toAbsolutePath().toString();
      place.run("gpg", "--batch", "--quiet", "--import", file).succeeded();
    }
    place.run("sh", "-c", "printf '%s:6:\n' " + CURVE + " " + RSA + " | gpg --import-ownertrust");
    place.write("data/docs/letter", "dear all\n");
    Files.write(place.resolve("data/large"), new byte[300_000]);
  }

  private Ran signedBackup(String url) throws Exception {
    return place.jdup("full", "--encrypt-key", RSA, "--sign-key", CURVE, "data", url);
  }

  private void assertRestored(String name) throws Exception {
    Ran diff = place.run("diff", "-r", "data", name);
    assertEquals("", diff.out() + diff.err());
  }

  private List<Path> files(String target) throws Exception {
    try (Stream<Path> all = Files.list(place.resolve(target))) {
      return all.sorted().toList();
    }
  }

  @Test
  void gpgFindsAGoodSignatureInEveryFile() throws Exception {
    signedBackup(place.url("t")).succeeded();
    List<Path> files = files("t");
    assertEquals(3, files.size(), files.toString());
    for (Path file : files) {
      Ran gpg =
          place.run("gpg", "--batch", "--status-fd", "2", "-o", "/dev/null", "-d", file.toString());
      assertTrue(
          gpg.succeeded().err().contains("[GNUPG:] GOODSIG 24C7A2540766C968 "), gpg::toString);
      assertTrue(gpg.err().contains("[GNUPG:] VALIDSIG " + CURVE), gpg::toString);
    }
  }

  @Test
  void theSignerIsTakenByAnyOfItsIds() throws Exception {
    signedBackup(place.url("t")).succeeded();
    Workplace reader = place.with("SIGN_PASSPHRASE", "");
    int count = 0;
    for (String id :
        List.of(
            CURVE.substring(32),
            CURVE.substring(24).toLowerCase(Locale.ROOT),
            "0x" + CURVE,
            "0X" + CURVE.toLowerCase(Locale.ROOT),
            "61A499218D100548")) { // the subkey, which only encrypts
      String out = "out" + count++;
      Ran ran = reader.jdup("restore", "--sign-key", id, place.url("t"), out).succeeded();
      assertEquals("", ran.err());
      assertRestored(out);
    }
    reader
        .jdup("verify", "--compare-data", "--sign-key", CURVE, place.url("t"), "data")
        .succeeded();
    Ran list = reader.jdup("list-current-files", "--sign-key", CURVE, place.url("t")).succeeded();
    assertEquals(4, list.out().lines().filter(line -> line.matches("\\S{3} \\S{3} .*")).count());
  }

  @Test
  void anotherSignerIsRefusedBeforeAnythingIsRestored() throws Exception {
    signedBackup(place.url("t")).succeeded();
    Ran ran = place.jdup("restore", "--sign-key", RSA, place.url("t"), "out").ended(22);
    assertTrue(ran.err().contains("it is signed by " + CURVE), ran::toString);
    assertFalse(Files.exists(place.resolve("out/large")));
    place.jdup("verify", "--sign-key", RSA, place.url("t"), "data").ended(22);
    place.jdup("ls", "--sign-key", RSA, place.url("t")).ended(22);
  }

  @Test
  void duplicityReadsAndContinuesWhatJdupSignedAndTheReverse() throws Exception {
    Workplace.require("duplicity");
    String[] keys = {"--encrypt-key", RSA, "--sign-key", CURVE, "--archive-dir"};
    signedBackup(place.url("t")).succeeded();
    duplicity(keys, "inc", "data", place.url("t")).succeeded();
    place.write("data/new", "new\n");
    place
        .jdup("inc", "--encrypt-key", RSA, "--sign-key", CURVE, "data", place.url("t"))
        .succeeded();
    duplicity(keys, "verify", "--compare-data", place.url("t"), "data").succeeded();
    duplicity(keys, "restore", place.url("t"), "out1").succeeded();
    assertRestored("out1");
    Ran ran = place.jdup("restore", "--sign-key", CURVE, place.url("t"), "out2").succeeded();
    assertEquals("", ran.err());
    assertRestored("out2");
  }

  private Ran duplicity(String[] before, String command, String... rest) throws Exception {
    var words = new ArrayList<String>(List.of("duplicity", command));
    words.addAll(List.of(before));
    words.add(place.resolve("cache of duplicity").toString());
    words.addAll(List.of(rest));
    words.add("--allow-source-mismatch");
    return place.run(words.toArray(String[]::new));
  }

  @Test
  void oneKeyMayEncryptAndSign() throws Exception {
    Workplace.require("duplicity");
    Workplace only = place.without("PASSPHRASE");
    only.jdup("full", "--encrypt-sign-key", CURVE, "data", place.url("t")).succeeded();
    only.jdup("restore", "--encrypt-sign-key", CURVE, place.url("t"), "out").succeeded();
    assertRestored("out");
    Workplace theirs = place.with("PASSPHRASE", CURVE_PASSPHRASE);
    theirs
        .run(
            "duplicity",
            "restore",
            "--encrypt-sign-key",
            CURVE.substring(24),
            "--archive-dir",
            place.resolve("cache").toString(),
            place.url("t"),
            "out2")
        .succeeded();
    assertRestored("out2");
  }

  @Test
  void aPassphraseMayEncryptAndAKeySign() throws Exception {
    Workplace.require("duplicity");
    Workplace other = place.with("PASSPHRASE", "other"); // duplicity wants them equal
    other.jdup("full", "--sign-key", CURVE, "data", place.url("t")).succeeded();
    other.jdup("restore", "--sign-key", CURVE, place.url("t"), "out").succeeded();
    assertRestored("out");
    String cache = place.resolve("cache").toString();
    other.run("duplicity", "restore", "--archive-dir", cache, place.url("t"), "out2").succeeded();
    assertRestored("out2");
    Workplace shared = place.without("SIGN_PASSPHRASE").with("PASSPHRASE", CURVE_PASSPHRASE);
    shared.jdup("full", "--sign-key", CURVE, "data", place.url("u")).succeeded();
    shared.jdup("verify", "--sign-key", CURVE, place.url("u"), "data").succeeded();
  }

  @Test
  void visibleAndHiddenRecipientsGoWithASignature() throws Exception {
    place
        .jdup(
            "full",
            "--encrypt-key",
            CURVE,
            "--hidden-encrypt-key",
            RSA,
            "--sign-key",
            CURVE,
            "data",
            place.url("t"))
        .succeeded();
    place.jdup("restore", "--sign-key", CURVE, place.url("t"), "out").succeeded();
    assertRestored("out");
  }

  @Test
  void withoutTheSignersKeyThereIsAWarningAndARestore() throws Exception {
    signedBackup(place.url("t")).succeeded();
    place.run("sh", "-c", "gpg --export-secret-keys " + RSA + " > rsa.key").succeeded();
    Path home = Files.createDirectories(place.resolve("other gnupg"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    Workplace elsewhere = place.with("GNUPGHOME", home.toString());
    elsewhere.run("gpg", "--batch", "--quiet", "--import", "rsa.key").succeeded();
    Ran ran = elsewhere.jdup("restore", place.url("t"), "out").succeeded();
    String told = ran.out() + ran.err();
    assertTrue(
        told.contains("signed by key 24C7A2540766C968, whose public key is not at hand"),
        ran::toString);
    assertRestored("out");
    Ran demanded = elsewhere.jdup("restore", "--sign-key", CURVE, place.url("t"), "no").ended(31);
    assertTrue(demanded.err().contains("no public key \"" + CURVE + "\""), demanded::toString);
    assertFalse(Files.exists(place.resolve("no")));
  }

  @Test
  void incrementsOnAnotherMachineKnowTheirOwnSignatures() throws Exception {
    signedBackup(place.url("t")).succeeded();
    place.write("data/new", "new\n");
    Ran ran =
        place.jdup(
            "inc",
            "--archive-dir",
            place.resolve("cold").toString(),
            "--encrypt-key",
            RSA,
            "--sign-key",
            CURVE,
            "data",
            place.url("t"));
    assertEquals("", ran.succeeded().err());
    assertFalse(ran.out().contains("Warning"), ran::toString);
    place.jdup("verify", "--sign-key", CURVE, place.url("t"), "data").succeeded();
  }
}
