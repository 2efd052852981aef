package io.jdup.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The key of {@code testdata/fixtures/keys} with a passphrase, in a GnuPG home of its own. */
final class TestKey {
  static final String PASSPHRASE = "key-passphrase";

  private static final Path KEYS = Path.of("..", "testdata", "fixtures", "keys");
  private static final String NAME = "cv25519";

  private TestKey() {}

  /** Returns {@code place} with the key in the GnuPG home {@code gnupg}, trusted. */
  static Workplace importInto(Workplace place, Path gnupg) throws Exception {
    Files.createDirectories(gnupg);
    Files.setPosixFilePermissions(gnupg, PosixFilePermissions.fromString("rwx------"));
    Workplace with = place.with("GNUPGHOME", gnupg.toString());
    String file = KEYS.resolve(NAME + ".secret.asc").toAbsolutePath().toString();
    with.run("gpg", "--batch", "--quiet", "--pinentry-mode", "loopback", "--import", file)
        .succeeded();
    Path trust = gnupg.resolve("trust");
    Files.writeString(trust, fingerprint() + ":6:\n");
    with.run("gpg", "--batch", "--quiet", "--import-ownertrust", trust.toString()).succeeded();
    return with;
  }

  /** Ends the agent that gpg started for {@code gnupg}. */
  static void endAgent(Workplace place) throws Exception {
    place.run("gpgconf", "--kill", "gpg-agent");
  }

  /** Returns the last 16 digits of the fingerprint, as {@code --encrypt-key} takes them. */
  static String id() throws IOException {
    String fingerprint = fingerprint();
    return fingerprint.substring(fingerprint.length() - 16);
  }

  private static String fingerprint() throws IOException {
    return Files.readAllLines(KEYS.resolve("fingerprints.txt")).stream()
        .filter(line -> line.startsWith(NAME + " "))
        .map(line -> line.substring(NAME.length() + 1))
        .findFirst()
        .orElseThrow();
  }
}
