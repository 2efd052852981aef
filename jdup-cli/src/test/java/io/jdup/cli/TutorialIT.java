package io.jdup.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jdup.transport.SshdFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The well-known tutorial "encrypted backup of an Ubuntu server with duplicity", with jdup in the
 * place of duplicity: a real sshd, an RSA ssh key, a GnuPG key with a passphrase, cron.
 */
class TutorialIT {
  private static final String PASSPHRASE = "correct horse";
  private static final long MOST_INCREMENT_BYTES = 60_000;
  private static final int SEED_BYTES = 300_000;

  @TempDir Path directory;
  private Workplace place;
  private SshdFixture sshd;
  private String key = "";

  @BeforeEach
  void setUpTheServerAsTheTutorialDoes() throws Exception {
    Workplace.require("gpg");
    Workplace.require("duplicity");
    Path gnupg = Files.createDirectories(directory.resolve("gnupg"));
    Files.setPosixFilePermissions(gnupg, PosixFilePermissions.fromString("rwx------"));
    place = Workplace.in(directory).with("GNUPGHOME", gnupg.toString());
    sshd = SshdFixture.start(Files.createDirectories(directory.resolve("sshd")));
    makeSshKey();
    makeGpgKey();
    byte[] seed = new byte[SEED_BYTES];
    new Random(1).nextBytes(seed);
    place.write("data/notes/today", "buy milk\n");
    Files.write(place.resolve("data/seed.data"), seed);
  }

  private void makeSshKey() throws Exception {
    Path ssh = Files.createDirectories(place.resolve("home/.ssh"));
    String file = ssh.resolve("id_rsa").toString();
    place.run("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", file).succeeded();
    sshd.authorize(ssh.resolve("id_rsa.pub"));
    Files.writeString(ssh.resolve("known_hosts"), sshd.knownHostsLine() + "\n");
  }

  private void makeGpgKey() throws Exception {
    Path parameters =
        place.write(
            "key-parameters",
            "Key-Type: RSA\nKey-Length: 2048\nSubkey-Type: RSA\nSubkey-Length: 2048\n"
                + ("Name-Real: Main User\nName-Email: mainuser@example.org\nPassphrase: "
                    + PASSPHRASE
                    + "\n%commit\n"));
    gpg("--pinentry-mode", "loopback", "--gen-key", parameters.toString());
    key =
        gpg("--with-colons", "--list-keys")
            .out()
            .lines()
            .filter(line -> line.startsWith("pub:"))
            .map(line -> line.split(":", -1)[4].substring(8))
            .findFirst()
            .orElseThrow();
  }

  private Ran gpg(String... words) throws Exception {
    return place
        .run(
            Stream.concat(Stream.of("gpg", "--batch", "--quiet"), Stream.of(words))
                .toArray(String[]::new))
        .succeeded();
  }

  @AfterEach
  void endGpgAgentAndServer() throws Exception {
    if (sshd != null) {
      place.run("gpgconf", "--kill", "gpg-agent");
      sshd.close();
    }
  }

  private Workplace withPassphrase() {
    return place.with("PASSPHRASE", PASSPHRASE);
  }

  private void changeOneByteOfSeed(int index) throws IOException {
    byte[] seed = Files.readAllBytes(place.resolve("data/seed.data"));
    seed[index] ^= 1;
    Files.write(place.resolve("data/seed.data"), seed);
  }

  private void assertSameAsData(String restored) throws Exception {
    Ran diff = place.run("diff", "-r", "data", restored);
    assertEquals("", diff.out() + diff.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"scp", "sftp"})
  void theWholeStoryAndThenDuplicityTakesOver(String scheme) throws Exception {
    String url = sshd.url(scheme, "backup");
    Ran full = place.jdup("--encrypt-key", key, "data", url).succeeded();
    assertTrue(full.out().contains("SourceFiles 4\n"), full.out());
    assertEquals("", full.err());

    assertRestores(url);
    backsUpFromCronWithoutPassphrase(url);
    assertTellsWhatThereIs(url);
    duplicityTakesOver(url);
  }

  private void assertRestores(String url) throws Exception {
    withPassphrase().jdup("restore", url, "data-back").succeeded();
    assertSameAsData("data-back");
    withPassphrase().jdup("restore", "--file-to-restore", "seed.data", url, "seed").succeeded();
    assertArrayEquals(
        Files.readAllBytes(place.resolve("data/seed.data")),
        Files.readAllBytes(place.resolve("seed")));
    withPassphrase().jdup("restore", "--file-to-restore", "notes", url, "notes").succeeded();
    assertEquals("buy milk\n", Files.readString(place.resolve("notes/today")));
  }

  private void backsUpFromCronWithoutPassphrase(String url) throws Exception {
    changeOneByteOfSeed(150_000);
    Path script =
        place.write(
            "cron.daily-backup",
            "#!/bin/sh\ncd '"
                + directory
                + "' || exit 1\n"
                + ("exec jdup incremental --encrypt-key " + key + " data " + url + "\n"));
    Ran cron =
        place
            .run(
                "env",
                "-i",
                "LANG=",
                "PATH=" + directory.resolve("bin") + ":/usr/bin:/bin",
                "HOME=" + directory.resolve("home"),
                "GNUPGHOME=" + directory.resolve("gnupg"),
                "sh",
                script.toString())
            .succeeded();
    assertTrue(cron.out().contains("ChangedFiles 1\n"), cron.out());
    assertEquals("", cron.err());
    long bytes = bytesOfIncrement();
    assertTrue(bytes > 0 && bytes < MOST_INCREMENT_BYTES, "the increment has " + bytes + " bytes");
  }

  private long bytesOfIncrement() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(sshd.loginDirectory().resolve("backup"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith("duplicity-inc.") || name.startsWith("duplicity-new-signatures.")) {
          bytes += Files.size(file);
        }
      }
    }
    return bytes;
  }

  private void assertTellsWhatThereIs(String url) throws Exception {
    Ran list = place.jdup("list-current-files", url).succeeded();
    assertEquals(
        List.of(".", "notes", "notes/today", "seed.data"),
        list.out().lines().map(line -> line.substring(25)).toList());
    Ran status = place.jdup("collection-status", url).succeeded();
    assertTrue(status.out().contains("Number of contained backup sets: 2\n"), status.out());
    assertTrue(status.out().contains("No orphaned or incomplete backup sets"), status.out());
    Ran verify = withPassphrase().jdup("verify", "--compare-data", url, "data").succeeded();
    assertTrue(verify.out().contains("4 files compared, 0 differences"), verify.out());
  }

  private void duplicityTakesOver(String url) throws Exception {
    withPassphrase().run("duplicity", "restore", url, "duplicity-back").succeeded();
    assertSameAsData("duplicity-back");
    changeOneByteOfSeed(10);
    place.write("data/notes/tomorrow", "drink it\n");
    withPassphrase().run("duplicity", "incremental", "--encrypt-key", key, "data", url).succeeded();
    withPassphrase().jdup("restore", url, "data-again").succeeded();
    assertSameAsData("data-again");
  }

  @Test
  void aDirectoryIsPickedFromItsParent() throws Exception {
    place.write("other", "not this");
    String data = place.resolve("data").toString();
    String url = sshd.url("scp", "backup");
    place
        .jdup("--encrypt-key", key, "--include", data, "--exclude", "**", directory + "", url)
        .succeeded();
    Ran list = withPassphrase().jdup("list-current-files", url).succeeded();
    assertTrue(list.out().contains(" data/seed.data\n"), list.out());
    assertFalse(list.out().contains("other"), list.out());
    withPassphrase().jdup("restore", "--file-to-restore", "data", url, "picked").succeeded();
    assertSameAsData("picked");
  }

  @Test
  void sshOptionsTakeThePlaceOfTheFilesInHome() throws Exception {
    Files.move(place.resolve("home/.ssh"), place.resolve("elsewhere"));
    String options =
        ("-oIdentityFile=" + place.resolve("elsewhere/id_rsa"))
            + (" -oUserKnownHostsFile=" + place.resolve("elsewhere/known_hosts"))
            + (" -oPort=" + sshd.port());
    String url = sshd.url("scp", "backup").replace(":" + sshd.port(), "");
    place.jdup("--ssh-options=" + options, "--encrypt-key", key, "data", url).succeeded();
    withPassphrase().jdup("restore", "--ssh-options=" + options, url, "data-back").succeeded();
    assertSameAsData("data-back");
  }
}
