package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Keys that are not there, or not to be used; the key rings are the real gpg's. */
final class KeySituations extends Situations {
  private static final Path KEYS = Path.of("..", "testdata", "fixtures", "keys");

  private static final String CURVE = "24C7A2540766C968";

  KeySituations() {
    add("the key to encrypt to is unknown", KeySituations::unknownKey);
    add("the key's name fits several keys", KeySituations::ambiguousKey);
    add("the secret key is missing", KeySituations::missingSecretKey);
    add("the secret key's passphrase is wrong", KeySituations::wrongKeyPassphrase);
    add("the signing key's id is none", KeySituations::malformedSignKey);
    add("the signing key is unknown", KeySituations::unknownSignKey);
    add("the signing key has no secret part", KeySituations::signKeyWithoutSecret);
    add("the signing key cannot be unlocked", KeySituations::lockedSignKey);
    add("the backup is signed by another key", KeySituations::otherSigner);
    add("the backup is not signed", KeySituations::unsigned);
    add("the signer's public key is missing", KeySituations::missingSignerKey);
    add("an interrupted backup was encrypted for others", KeySituations::interruptedForOthers);
  }

  private static Workplace withKeys(Workplace place) throws Exception {
    Workplace.require("gpg");
    Path home = Files.createDirectories(place.resolve("gnupg"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    Workplace keyed = place.with("GNUPGHOME", home.toString());
    importKey(keyed, "cv25519.secret.asc");
    importKey(keyed, "rsa2048.public.asc");
    keyed.run("gpgconf", "--kill", "gpg-agent");
    return keyed;
  }

  private static void importKey(Workplace place, String name) throws Exception {
    String file = KEYS.resolve(name).toAbsolutePath().toString();
    place.run("gpg", "--batch", "--quiet", "--import", file).succeeded();
  }

  private static Ran backup(Workplace place, String key) throws Exception {
    return place.jdup("--encrypt-key", key, "data", place.url("new"));
  }

  private static Ran unknownKey(Workplace place) throws Exception {
    Ran ran = backup(withKeys(place), "0123ABCD");
    assertNothingAt(place, "new");
    return ran;
  }

  private static Ran ambiguousKey(Workplace place) throws Exception {
    Ran ran = backup(withKeys(place), "fixture.example");
    assertNothingAt(place, "new");
    return ran;
  }

  private static Ran signed(Workplace place, String key) throws Exception {
    Ran ran = place.with("PASSPHRASE", "any").jdup("--sign-key", key, "data", place.url("new"));
    assertNothingAt(place, "new");
    return ran;
  }

  private static Ran malformedSignKey(Workplace place) throws Exception {
    return signed(place, "cv25519@fixture.example");
  }

  private static Ran unknownSignKey(Workplace place) throws Exception {
    return signed(withKeys(place), "0123ABCD");
  }

  private static Ran signKeyWithoutSecret(Workplace place) throws Exception {
    return signed(withKeys(place), "23047D8C77B17F75");
  }

  private static Ran lockedSignKey(Workplace place) throws Exception {
    return signed(withKeys(place), CURVE);
  }

  private static Ran otherSigner(Workplace place) throws Exception {
    Workplace keyed = withKeys(place).with("PASSPHRASE", "key-passphrase");
    keyed.jdup("--sign-key", CURVE, "data", place.url("new")).succeeded();
    Ran ran = keyed.jdup("restore", "--sign-key", "77B17F75", place.url("new"), "out");
    assertNothingAt(place, "out/docs");
    assertRestoresData(keyed, place.url("new"));
    return ran;
  }

  private static Ran unsigned(Workplace place) throws Exception {
    Workplace keyed = withKeys(place).with("PASSPHRASE", PASSPHRASE);
    Ran ran = keyed.jdup("restore", "--sign-key", CURVE, place.url("locked"), "out");
    assertNothingAt(place, "out/docs");
    return ran;
  }

  private static Ran missingSignerKey(Workplace place) throws Exception {
    Workplace keyed = withKeys(place).with("PASSPHRASE", PASSPHRASE);
    Ran ran = keyed.jdup("restore", "--sign-key", "0123ABCD", place.url("locked"), "out");
    assertNothingAt(place, "out");
    return ran;
  }

  private static Ran interruptedForOthers(Workplace place) throws Exception {
    Workplace keyed = withKeys(place).with("PASSPHRASE", "any");
    Ran failed = keyed.jdup("--fail-on-volume", "1", "data", place.url("new"));
    assertEquals(ExitCodes.FAILED, failed.exitCode(), failed::toString);
    Ran ran = backup(keyed, "rsa2048@fixture.example");
    keyed.jdup("data", place.url("new")).succeeded();
    assertRestoresData(keyed, place.url("new"));
    return ran;
  }

  private static Ran missingSecretKey(Workplace place) throws Exception {
    Workplace keyed = withKeys(place).with("PASSPHRASE", "any");
    backup(keyed, "rsa2048@fixture.example").succeeded();
    Ran ran = keyed.jdup("restore", place.url("new"), "out");
    assertNothingAt(place, "out");
    return ran;
  }

  private static Ran wrongKeyPassphrase(Workplace place) throws Exception {
    Workplace keyed = withKeys(place);
    backup(keyed, "cv25519@fixture.example").succeeded();
    Ran ran = keyed.with("PASSPHRASE", "zzyzx").jdup("restore", place.url("new"), "out");
    assertNothingAt(place, "out");
    assertRestoresData(keyed.with("PASSPHRASE", "key-passphrase"), place.url("new"));
    return ran;
  }
}
